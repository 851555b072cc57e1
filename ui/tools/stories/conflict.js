/**
 * The office and a worker without signal move one visit at the same time, each with the client's word. Both are kept, the
 * inbox shows both, one tap settles it, and both tablets that hold the client show it settled.
 */
import { ask, words } from "../story.js";
import { agreed } from "./board.js";

export async function conflict(at) {
  const { page, hand } = at;
  await ask("agrees-without-signal", { worker: "D02", surname: "Rimša", time: "15:45" });
  await at.goTo("board");
  await agreed(at, ["Rimša", "11:00", "15:00"]);
  await ask("has-signal-again", { worker: "D02" });
  const waits = page.getByRole("complementary", { name: words("hand-title") });
  await waits.getByRole("listitem").filter({ hasText: "Rimša" }).filter({ hasText: words("clash-two_plans") }).waitFor();
  await at.looksWell("board-conflict");
  await ask("tablets-say-both", { surname: "Rimša" });

  await at.goTo("inbox");
  const item = page.getByRole("listitem").filter({ hasText: "Rimša" }).filter({ hasText: words("clash-two_plans") });
  await item.waitFor();
  await at.looksWell("inbox-conflict");
  await hand.press(item.getByRole("button", { name: words("side-keep") }).filter({ hasText: "15:45" }));
  await page.getByText(words("inbox-settled")).waitFor();
  await item.waitFor({ state: "detached" });
  await ask("tablets-hold", { client: "K-8", time: "15:45" });
  await at.goTo("board");
  await at.block("Rimša", "15:45").waitFor();
}
