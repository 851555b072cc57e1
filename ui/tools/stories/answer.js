/**
 * The client who needs another time opens the link of the message on a small telephone whose browser knows no script, and
 * picks one; the Board and the tablet of whoever comes have it.
 */
import { readFileSync } from "node:fs";
import { phone } from "../browser.js";
import { axe, violations } from "../look.js";
import { ask, words } from "../story.js";

/** What heads the page of somebody who is offered times. */
const published = JSON.parse(readFileSync(new URL("../../../standard/messages.1.0.0.lt.json", import.meta.url), "utf8"));
const question = published.purposes.offer.page.join(" ");

/** The page as a browser with scripts sees it: what axe finds. Opening it changes nothing. */
async function looksWell(browser, link) {
  const context = await browser.newContext({ viewport: phone, locale: "lt-LT" });
  const page = await context.newPage();
  await page.goto(link);
  await page.evaluate(axe);
  const found = await violations(page);
  await context.close();
  if (found.length > 0) throw new Error(`the client's page:\n  ${found.join("\n  ")}`);
}

export async function answer(at) {
  const { link } = await ask("message", { phone: "+37061234563", says: "http://" });
  const browser = at.page.context().browser();
  await looksWell(browser, link);
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false, locale: "lt-LT", hasTouch: at.by === "touch" });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("heading", { name: question }).waitFor();
  await at.hand.press(page.locator("main form button").first());
  await page.getByText(words("page-said-pick")).waitFor();
  await context.close();
  await looksWell(browser, link);

  const { day, time } = await ask("the-day-is-told", { client: "K-7" });
  await at.goTo("board");
  if (day !== "2026-11-23") throw new Error(`the first time that was offered was not today's: ${day}`);
  const block = at.block("Šeškauskienė", time);
  await block.waitFor();
  await at.page.locator(`.visit-block[aria-label*="${words("state-confirmed")}"]`, { hasText: "Šeškauskienė" }).waitFor();
  await at.looksWell("board-answered");
}
