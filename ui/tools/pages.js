// Clients' pages of a server that runs: looked at, read without styles and scripts, and pressed by a machine. The tests in
// Rust run it: what to do comes as JSON, what was found goes out as JSON.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import UPNG from "upng-js";
import { launch, phone } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const small = { width: 320, height: 568 };

/** Pictured by night, too. */
const night = ["confirmed", "offer", "rating"];

/** Targets that are too small for a shaking hand, and pages that scroll sideways. */
function measure() {
  const wrong = [];
  for (const control of document.querySelectorAll("button, a[href], textarea")) {
    const box = control.getBoundingClientRect();
    if (box.height < 47.5 || box.width < 47.5) wrong.push(`small target: ${control.outerHTML.slice(0, 120)}`);
  }
  for (const picture of document.images) if (picture.naturalWidth === 0) wrong.push(`no picture: ${picture.outerHTML}`);
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) wrong.push(`the page is ${scrollWidth - clientWidth} px too wide`);
  return wrong;
}

/** The same picture in 48 colours: a third of the bytes, and no eye sees it on flat paper. */
function fewer(png) {
  const picture = UPNG.decode(png);
  const [pixels] = UPNG.toRGBA8(picture);
  return Buffer.from(UPNG.encode([pixels], picture.width, picture.height, 48));
}

/** axe on every page, by day and by night, on two telephones and with large letters; pictures when a folder is named. */
async function look(browser, { base, pages, pictures }) {
  const found = [];
  const looks = [
    { name: "390", size: phone, colorScheme: "light", picture: true },
    { name: "320", size: small, colorScheme: "light", picture: true },
    { name: "390-night", size: phone, colorScheme: "dark", picture: true },
    { name: "320-night", size: small, colorScheme: "dark", picture: true },
    { name: "320-large", size: small, colorScheme: "light", zoom: "200%" },
  ];
  if (pictures) mkdirSync(pictures, { recursive: true });
  for (const one of looks) {
    const context = await browser.newContext({ viewport: one.size, colorScheme: one.colorScheme, locale: "lt-LT" });
    const page = await context.newPage();
    page.on("pageerror", (error) => found.push(String(error)));
    // A page about a link that is no link comes with a status that says so.
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) found.push(message.text());
    });
    for (const { name, path } of pages) {
      await page.goto(base + path);
      if (one.zoom) await page.evaluate((size) => (document.documentElement.style.fontSize = size), one.zoom);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      const wrong = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
      wrong.push(...(await page.evaluate(measure)));
      found.push(...wrong.map((what) => `${name} ${one.name}: ${what}`));
      const pictured = one.picture && (one.colorScheme === "light" || night.includes(name));
      if (pictures && pictured) writeFileSync(`${pictures}/page-${name}-${one.name}.png`, fewer(await page.screenshot()));
    }
    await context.close();
  }
  return found;
}

/** Presses the first button of a page whose browser knows no scripts, or shows no styles. */
async function plain(browser, { base, path, styles }) {
  const context = await browser.newContext({ viewport: small, javaScriptEnabled: styles });
  if (!styles) await context.route("**/*.css", (route) => route.abort());
  const page = await context.newPage();
  await page.goto(base + path);
  const read = await page.locator("main").innerText();
  const trap = await page.locator("input[name=website]").first().boundingBox();
  await page.locator("main button").first().click();
  const after = await page.locator("main").innerText();
  await context.close();
  return { read, after, trap: trap !== null && trap.x >= 0 };
}

/** Opens, presses and submits everything it comes by, twice; `fills` also writes into every field. */
async function crawl(browser, { base, path, fills }) {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  const [seen, waiting, sent] = [new Set(), [path], new Map()];
  while (waiting.length > 0 && seen.size < 60) {
    const at = waiting.shift();
    if (seen.has(at) || at.endsWith(".css") || at.includes(".ics")) continue;
    seen.add(at);
    for (let nth = 0; ; nth++) {
      await page.goto(base + at);
      const found = await page.evaluate(() => ({
        links: [...document.querySelectorAll("a[href^='/']")].map((link) => link.getAttribute("href")),
        forms: [...document.forms].map((form) => ({
          action: form.getAttribute("action"),
          fields: Object.fromEntries([...form.elements].filter((field) => field.name).map((field) => [field.name, field.value])),
        })),
      }));
      for (const link of found.links) waiting.push(link);
      for (const form of found.forms) sent.set(JSON.stringify(form), form);
      const button = page.locator("form button").nth(nth);
      if ((await button.count()) === 0) break;
      if (fills)
        for (const field of await page.locator("form").nth(nth).locator("input[type=text], textarea").all())
          await field.evaluate((field) => (field.value = "https://example.com/"));
      await button.click();
      waiting.push(new URL(page.url()).pathname);
    }
  }
  // What it remembers it sends once more, as it stood.
  for (const { action, fields } of sent.values()) {
    if (fills) for (const name of Object.keys(fields)) fields[name] ||= "https://example.com/";
    await context.request.post(base + action, { form: fields });
  }
  await context.close();
  return { opened: seen.size, sent: sent.size };
}

const work = { look, plain, crawl };
const asked = JSON.parse(readFileSync(0, "utf8"));
const browser = await launch();
try {
  process.stdout.write(JSON.stringify(await work[asked.do](browser, asked)));
} finally {
  await browser.close();
}
