/**
 * Screens under real hands, over the fake build. On the Board a visit is dragged by the mouse and by a finger, moved by the
 * keyboard alone, and printed. At the end of a visit nothing that can be tapped moves while a text saves itself. The browser's clock stands in another part of the world: times are the office's all the same.
 */
import { desk, landscape, portrait, withBrowser } from "./browser.js";

const scene = "console-board";
const visit = ".visit.confirmed:not(.hand)";

function same(found, expected, what) {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

/** From the middle of the first agreed visit to another worker's row, an hour earlier. */
async function way(page) {
  const box = await page.locator(visit).first().boundingBox();
  const row = await page.locator(".ec-row-head").nth(4).boundingBox();
  const hour = await page.locator(".ec-slots .ec-slot").first().boundingBox();
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return { from, to: { x: from.x - hour.width, y: row.y + row.height / 2 } };
}

/** What the form says that a drop proposes. */
async function proposed(page) {
  const form = page.getByRole("dialog");
  await form.getByRole("radio").first().waitFor({ state: "attached" });
  const worker = await form.getByLabel("Darbuotojas", { exact: true }).evaluate((select) => select.selectedOptions[0].text);
  const title = await form.getByRole("heading").first().textContent();
  return [title, await form.getByRole("textbox", { name: "Laikas" }).inputValue(), worker];
}

const expected = ["Perkelti: Vytautas Ąžuolis", "11:45", "Živilė Mažeikaitė"];
const begins = "12:45 Ąžuolis";

async function byMouse(page) {
  const { from, to } = await way(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y + 30);
  await page.mouse.move(to.x, to.y, { steps: 5 });
  const shown = await page.locator(".ec-preview").textContent();
  same(shown.includes("11:45"), true, "a dragged visit says where it would go");
  await page.mouse.up();
  same(await proposed(page), expected, "by the mouse");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  same(await page.getByRole("button", { name: begins }).count(), 1, "a drop that is left moves nothing");
}

async function byFinger(page) {
  const { from, to } = await way(page);
  const hand = await page.context().newCDPSession(page);
  const touch = (type, ...touchPoints) => hand.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", from);
  await page.locator(".ec-preview").waitFor();
  for (let step = 1; step <= 5; step++)
    await touch("touchMove", { x: from.x + ((to.x - from.x) * step) / 5, y: from.y + ((to.y - from.y) * step) / 5 });
  await touch("touchEnd");
  same(await proposed(page), expected, "by a finger");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function byKeyboard(page) {
  const block = page.getByRole("button", { name: begins });
  await block.focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  same(await proposed(page), [expected[0], "13:15", "Gintarė Bielskytė"], "by the keyboard");
  await page.getByRole("radio", { name: /Klientas sutiko/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Sutarta: Vytautas Ąžuolis, šiandien, 13:15.").waitFor();
  await page.getByRole("button", { name: "Grąžinti" }).focus();
  await page.keyboard.press("Enter");
  await block.waitFor();
}

async function onPaper(page) {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const pages = await page.locator(".paper section h2").allTextContents();
  same(pages.length, 6, "a page a worker");
  same(await page.locator(".timeline, nav, h1").filter({ visible: true }).count(), 0, "nothing of the screen on paper");
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
}

/** Where each key of a visit's last step stands, in the page. */
async function keys(page) {
  const all = await page.locator("main").getByRole("button").all();
  return Promise.all(all.map(async (key) => [await key.textContent(), Math.round((await key.boundingBox()).y)]));
}

async function whileItSaves(page) {
  const before = await keys(page);
  same(before.length > 6, true, "answers, the next visit, the way back");
  const text = "Sutarėme dėl pagalbos namuose du kartus per savaitę, rytais. ".repeat(6).trim();
  await page.getByRole("textbox", { name: "Ką aptarėme ir nusprendėme" }).fill(text);
  same(await keys(page), before, "while it saves");
  await page.getByText(`Šiandien aptarėme ir nusprendėme: ${text}`).waitFor();
  same(await keys(page), before, "once it is saved and read aloud");
}

await withBrowser(
  async ({ open, complaints }) => {
    const page = await open({ scene, lang: "lt" }, desk);
    for (const hand of [byMouse, byFinger, byKeyboard, onPaper]) await hand(page);
    for (const size of [landscape, portrait]) await whileItSaves(await open({ scene: "visit-close", lang: "lt" }, size));
    if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join("\n")}`);
    console.log("6 passed, 0 failed");
  },
  { hasTouch: true, timezoneId: "America/New_York" },
);
