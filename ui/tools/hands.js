/**
 * The Board under real hands, over the fake build: a visit is dragged by the mouse and by a finger, moved by the keyboard
 * alone, and printed. The browser's clock stands in another part of the world: times are the office's all the same.
 */
import { desk, withBrowser } from "./browser.js";

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

await withBrowser(
  async ({ open, complaints }) => {
    const page = await open({ scene, lang: "lt" }, desk);
    for (const hand of [byMouse, byFinger, byKeyboard, onPaper]) await hand(page);
    if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join("\n")}`);
    console.log("4 passed, 0 failed");
  },
  { hasTouch: true, timezoneId: "America/New_York" },
);
