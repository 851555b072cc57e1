/**
 * Eight o'clock: a worker is ill. What becomes of her visits is looked at, one is accepted by itself, the rest as a whole;
 * whoever keeps the time is written to or called, and both tablets have their new day.
 */
import { ask, words } from "../story.js";

const ill = "Ona Butkienė";

async function proposal(at) {
  await at.goTo("absence");
  await at.looksWell("absence");
  const worker = at.page.getByRole("listitem").filter({ hasText: ill });
  await at.hand.press(worker.getByRole("button", { name: words("absence-ill-act") }));
  await at.page.getByRole("heading", { name: words("absence-ill-title", { name: ill }) }).waitFor();
}

export async function illness(at) {
  const { page, hand } = at;
  const box = (surname) => page.getByRole("checkbox", { name: surname });
  const accept = (which, count) => at.button(`absence-accept-${which}`, { count });
  await proposal(at);
  await accept("all", 3).waitFor();
  await page.getByRole("heading", { name: words("absence-group-stays", { count: 2 }) }).waitFor();
  await page.getByRole("heading", { name: words("absence-group-word", { count: 1 }) }).waitFor();
  await at.looksWell("absence-proposal");

  // Whose time stays, and who can be written to, first.
  await hand.tick(box("Lukoševičius"));
  await hand.tick(box("Šeškauskienė"));
  await hand.press(accept("some", 1));
  await page.getByText(words("absence-accepted", { count: 1 })).waitFor();
  await ask("message", { phone: "+37061234565", says: "10:15" });
  await ask("tablet-sees", { worker: "D02", surname: "Gudaitienė", time: "10:15" });

  await proposal(at);
  await hand.press(accept("all", 2));
  await page.getByText(words("absence-accepted", { count: 2 })).waitFor();
  await ask("tablet-sees", { worker: "D01", surname: "Lukoševičius", time: "11:15" });

  // Who cannot be written to is called, and so is who must agree.
  await at.goTo("inbox");
  const waits = (surname, why) => page.getByRole("listitem").filter({ hasText: surname }).filter({ hasText: words(why) });
  await waits("Lukoševičius", "task-message_failed").waitFor();
  await waits("Šeškauskienė", "task-needs_word").waitFor();
  await at.looksWell("inbox-illness");
}
