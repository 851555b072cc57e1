/** A headless Chromium on the fake build, served with the content security policy of the real window. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { preview } from "vite";
import { serverAnswer, serverScenes } from "./server.js";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A headless Chromium. */
export async function launch() {
  const executablePath = known.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("No Chromium found: install Debian's chromium, or name one in CHROMIUM.");
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
  });
}

/** Runs `work` with `open(query, size)` → a page that shows the scene, and closes everything after. `more` is for its context. */
export async function withBrowser(work, more = {}) {
  const server = await preview({
    mode: "fake",
    build: { outDir: "dist-fake" },
    preview: { port: 0, strictPort: false, host: "127.0.0.1", headers: { "Content-Security-Policy": policy } },
    logLevel: "silent",
  });
  const browser = await launch();
  try {
    const { port } = server.httpServer.address();
    const office = { reducedMotion: "reduce", locale: "lt-LT", timezoneId: "Europe/Vilnius", bypassCSP: false };
    const context = await browser.newContext({ ...office, ...more });
    const page = await context.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // One scene is a server that is not well, and says so.
      const meant = message.location().url.endsWith("/healthz");
      if (message.type() === "error" && !meant) complaints.push(message.text());
    });
    const base = `http://127.0.0.1:${port}`;
    const open = async (query, size) => {
      await page.setViewportSize(size);
      if (serverScenes.includes(query.scene)) await openServer(page, base, query);
      else if (isConsole(query.scene)) await openConsole(page, base, query);
      else {
        await page.goto(`${base}/fake.html?${new URLSearchParams(query)}`);
        await page.waitForSelector("html[data-ready]", { timeout: 15_000 });
      }
      await page.evaluate(() => document.fonts.ready);
      return page;
    };
    const first = await open({}, { width: 800, height: 600 });
    const names = (await first.getAttribute("html", "data-scenes")).split(" ");
    const ofConsole = (await (await open({ scene: "console-" }, landscape)).getAttribute("html", "data-scenes")).split(" ");
    await work({ open, names: [...names, ...serverScenes, ...ofConsole], complaints });
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The page that the server shows; its questions to the server are answered as the scene has it. */
async function openServer(page, base, { scene, theme, lang }) {
  await page.route(/\/(about\.json|healthz)$/, (route) => route.fulfill(serverAnswer(scene, route.request().url())));
  await page.emulateMedia({ colorScheme: theme === "night" ? "dark" : "light" });
  // It says when it looked: the same in every picture.
  await page.clock.setFixedTime("2026-11-23T08:58:00+02:00");
  await page.goto(`${base}/server.html`);
  await page.waitForSelector("main[aria-busy=false]", { timeout: 15_000 });
  if (lang === "en") await page.getByRole("radio", { name: "English" }).check();
  await page.unroute(/\/(about\.json|healthz)$/);
}

export const isConsole = (scene) => scene?.startsWith("console-") ?? false;

/** The console over its fake, on a Monday morning. */
async function openConsole(page, base, query) {
  await page.clock.setFixedTime("2026-11-23T09:24:00+02:00");
  await page.goto(`${base}/console-fake.html?${new URLSearchParams(query)}`);
  await page.waitForSelector("html[data-ready]", { timeout: 15_000 });
}

/** The screens a console is looked at on: an office's and a small one. */
export const desk = { width: 1440, height: 900 };
export const smallDesk = { width: 1024, height: 768 };
export const phone = { width: 390, height: 844 };
export const landscape = { width: 1280, height: 800 };
export const portrait = { width: 800, height: 1280 };
