/** A headless Chromium on the fake build, served with the content security policy of the real window. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { preview } from "vite";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Runs `work` with `open(query, size)` → a page that shows the scene, and closes everything after. */
export async function withBrowser(work) {
  const executablePath = known.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("No Chromium found: install Debian's chromium, or name one in CHROMIUM.");
  const server = await preview({
    mode: "fake",
    build: { outDir: "dist-fake" },
    preview: { port: 0, strictPort: false, host: "127.0.0.1", headers: { "Content-Security-Policy": policy } },
    logLevel: "silent",
  });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
  });
  try {
    const { port } = server.httpServer.address();
    const context = await browser.newContext({ reducedMotion: "reduce", locale: "lt-LT", bypassCSP: false });
    const page = await context.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    const open = async (query, size) => {
      await page.setViewportSize(size);
      await page.goto(`http://127.0.0.1:${port}/fake.html?${new URLSearchParams(query)}`);
      await page.waitForSelector("html[data-ready]", { timeout: 15_000 });
      await page.evaluate(() => document.fonts.ready);
      return page;
    };
    const first = await open({}, { width: 800, height: 600 });
    const names = (await first.getAttribute("html", "data-scenes")).split(" ");
    await work({ open, names, complaints });
  } finally {
    await browser.close();
    await server.close();
  }
}

export const landscape = { width: 1280, height: 800 };
export const portrait = { width: 800, height: 1280 };
