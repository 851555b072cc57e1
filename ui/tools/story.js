/**
 * A story at the real console, told by the test that runs the server and the tablets behind it: the story asks it for what
 * tablets do (`ask`), a line of JSON out and one in, and everything else it does at the screen as a person would.
 */
import { createHmac } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { launch } from "./browser.js";
import { axe, faults } from "./look.js";

const lines = createInterface({ input: process.stdin });
const replies = lines[Symbol.asyncIterator]();

/** Has the test do something behind the screens, and gives what it answers. */
export async function ask(what, more = {}) {
  process.stdout.write(`${JSON.stringify({ what, ...more })}\n`);
  const { value, done } = await replies.next();
  if (done) throw new Error(`nobody answered “${what}”`);
  return JSON.parse(value);
}

const source = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const own = [...source("ui/src/console/catalogue.ts").matchAll(/locales\/lt\/(\w+)\.ftl/g)].map(([, name]) => name);
const bundle = new FluentBundle("lt", { useIsolating: false });
// The console's own words come first: the tablet's app has others for some ids. Shared ones, and those of the client's page, follow.
for (const name of [...own, "states", "days", "page"]) bundle.addResource(new FluentResource(source(`locales/lt/${name}.ftl`)));

/** The words on the screen, as the catalogue has them; what is filled in, by name. */
export function words(id, filled = {}) {
  const pattern = bundle.getMessage(id)?.value;
  if (!pattern) throw new Error(`no words for ${id}`);
  return bundle.formatPattern(pattern, filled);
}

/** A one-time code of a secret as it is typed into an app (RFC 6238). */
export function code(secret, ms) {
  const bits = [...secret.replace(/\s/g, "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)));
  const tag = createHmac("sha1", key).update(step).digest();
  const from = tag.at(-1) & 15;
  return String((tag.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Goes to something by Tab alone. */
async function reach(locator) {
  await locator.waitFor();
  const page = locator.page();
  for (let tabs = 0; tabs < 300; tabs++) {
    if (await locator.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${locator} cannot be reached by Tab`);
}

/** How a person works a screen: each can press something, tick a box, and type into something. */
export const hands = {
  mouse: {
    press: (locator) => locator.click(),
    tick: (locator) => locator.click(),
    type: async (locator, text) => {
      await locator.click();
      await locator.fill(text);
    },
  },
  touch: {
    press: (locator) => locator.tap(),
    tick: (locator) => locator.tap(),
    type: async (locator, text) => {
      await locator.tap();
      await locator.fill(text);
    },
  },
  keyboard: {
    press: async (locator) => {
      await reach(locator);
      await locator.page().keyboard.press("Enter");
    },
    tick: async (locator) => {
      await reach(locator);
      await locator.page().keyboard.press("Space");
    },
    type: async (locator, text) => {
      await reach(locator);
      await locator.page().keyboard.press("Control+A");
      await locator.page().keyboard.type(text);
    },
  },
};

/** Has a page note with what it is pointed at. */
function note() {
  globalThis.pointed = new Set();
  for (const type of ["pointerdown", "pointermove"])
    addEventListener(type, ({ pointerType }) => globalThis.pointed.add(pointerType), { capture: true, passive: true });
}

/** Opens the console in a browser and tells the story; what the pages complain of ends it badly, and so does a mouse where there is none. */
export async function story(by, tell) {
  const touch = by === "touch";
  const size = touch ? { width: 1024, height: 768 } : { width: 1440, height: 900 };
  const { address, now } = await ask("begin");
  const browser = await launch();
  const complaints = [];
  try {
    const context = await browser.newContext({
      // The server's certificate is its own, and was made for this test.
      ignoreHTTPSErrors: true,
      reducedMotion: "reduce",
      locale: "lt-LT",
      timezoneId: "Europe/Vilnius",
      viewport: size,
      hasTouch: touch,
    });
    await context.addInitScript(note);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.clock.setFixedTime(now);
    await page.goto(address);
    await tell(page, now);
    const pointed = await page.evaluate(() => [...globalThis.pointed]);
    const own = { mouse: ["mouse"], keyboard: [], touch: ["touch"] }[by];
    if (pointed.join() !== own.join()) throw new Error(`by ${by}, and yet it was pointed at with: ${pointed.join() || "nothing"}`);
  } catch (error) {
    await picture(browser, "where-it-ended");
    throw error;
  } finally {
    await browser.close();
    lines.close();
  }
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
}

async function picture(browser, name) {
  const page = browser.contexts()[0]?.pages()[0];
  const folder = process.env.VIZITAS_PICTURES;
  if (!page || !folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** That nothing is wrong with the screen as it stands. */
export async function looksWell(page, name) {
  await page.evaluate(axe);
  const found = await faults(page);
  if (found.length > 0) throw new Error(`${name}:\n  ${found.join("\n  ")}`);
  await picture(page.context().browser(), name);
}

/** What whoever signs in chooses. */
export const password = "žalias arklys šoka";

/** Sets up a password and a telephone, and is in; gives the telephone's secret. */
export async function signIn(page, hand, { login, setUp, now }) {
  const button = (id) => page.getByRole("button", { name: words(id), exact: true });
  const field = (id) => page.getByLabel(words(id), { exact: true });
  await hand.type(field("sign-in-login"), login);
  await hand.type(field("sign-in-password"), setUp);
  await looksWell(page, "door");
  await hand.press(button("sign-in-act"));
  await hand.type(field("sign-in-chosen"), password);
  await hand.type(field("sign-in-chosen-again"), password);
  await looksWell(page, "door-password");
  await hand.press(button("sign-in-on"));
  const secret = await page.locator("code").textContent();
  await hand.type(field("sign-in-code"), code(secret, now));
  await looksWell(page, "door-telephone");
  await hand.press(button("sign-in-on"));
  await page.getByRole("navigation", { name: words("places") }).waitFor();
  return secret;
}
