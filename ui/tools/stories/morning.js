/**
 * A coordinator's morning, by mouse, by keyboard alone or by touch as the first argument says: she signs in, sees the day,
 * moves a visit with its client's word and takes it back, learns what a tablet without signal did meanwhile, and hears of the field.
 */
import { ask, hands as ways, looksWell, signIn, story, words } from "../story.js";

const [by] = process.argv.slice(2);
const hand = ways[by];
const { login, setUp } = await ask("who");

async function morning(page, now) {
  const button = (id) => page.getByRole("button", { name: words(id), exact: true });
  const block = (time) => page.locator(".visit-block", { hasText: time });

  await signIn(page, hand, { login, setUp, now });
  await block("10:30").waitFor();
  await looksWell(page, "board");

  // A client rings: another time, agreed on the telephone.
  await hand.press(block("10:30"));
  await looksWell(page, "visit");
  await hand.press(page.getByRole("dialog").getByRole("button", { name: words("move-act"), exact: true }));
  await hand.type(page.getByLabel(words("move-time"), { exact: true }), "11:45");
  await button("move-act-agreed").waitFor();
  await looksWell(page, "move");
  await hand.press(button("move-act-agreed"));
  await block("11:45").waitFor();
  await ask("tablet-sees", { worker: "D01", time: "11:45" });

  await hand.press(button("undo"));
  await block("10:30").waitFor();
  await ask("tablet-sees", { worker: "D01", time: "10:30" });

  // A visit is moved while its worker, out of signal, is there already: both sides are kept, and a person is asked.
  await ask("is-there-without-signal", { worker: "D02", surname: "Čepulis" });
  await hand.press(block("9:00"));
  await hand.press(page.getByRole("dialog").getByRole("button", { name: words("move-act"), exact: true }));
  await hand.type(page.getByLabel(words("move-time"), { exact: true }), "16:00");
  await hand.press(button("move-act-agreed"));
  await block("16:00").waitFor();
  await ask("has-signal-again", { worker: "D02" });
  const hands = page.getByRole("complementary", { name: words("hand-title") });
  await hands.getByRole("listitem").filter({ hasText: "Čepulis" }).waitFor();
  await looksWell(page, "board-conflict");

  // The field is heard without anybody asking.
  await ask("sets-out", { worker: "D01", surname: "Žukauskienė" });
  await page.locator(`.visit-block[aria-label*="${words("state-enRoute")}"]`).waitFor();
  await looksWell(page, "board-going");
  await ask("is-late", { worker: "D01", surname: "Žukauskienė" });
  await page.locator(`.visit-block[aria-label*="${words("state-late")}"]`).waitFor();
  await looksWell(page, "board-late");
}

await story(morning, by === "touch" ? { size: { width: 1024, height: 768 }, hasTouch: true } : {});
