/** She sees the day, moves a visit with its client's word, and takes it back. */
import { ask, words } from "../story.js";

/** Moves a visit by the form; the client has agreed. */
export async function agreed({ hand, block, dialog, field, button, looksWell }, [surname, from, to], looked) {
  await hand.press(block(surname, from));
  if (looked) await looksWell("visit");
  await hand.press(dialog.getByRole("button", { name: words("move-act"), exact: true }));
  await hand.type(field("move-time"), to);
  await button("move-act-agreed").waitFor();
  if (looked) await looksWell("move");
  await hand.press(button("move-act-agreed"));
  await block(surname, to).waitFor();
}

export async function board(at) {
  await at.block("Miškinis", "10:30").waitFor();
  await at.looksWell("board");
  await agreed(at, ["Miškinis", "10:30", "15:30"], true);
  await ask("tablet-sees", { worker: "D01", surname: "Miškinis", time: "15:30" });
  await at.hand.press(at.button("undo"));
  await at.block("Miškinis", "10:30").waitFor();
  await ask("tablet-sees", { worker: "D01", surname: "Miškinis", time: "10:30" });
}
