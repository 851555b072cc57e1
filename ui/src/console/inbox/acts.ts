/** What is done about what waits, each with its way back; and how something settled is taken back. */
import { t } from "../../text.svelte";
import { decideHeld, reopenTask, settle, takeTask, unsettle, type HeldDecision, type InboxItem, type SettledItem } from "../api/inbox";
import { strayAgain } from "../api/messages";
import type { Console } from "../console.svelte";

export async function take(console: Console, task: string, mine: boolean): Promise<void> {
  const done = await console.run(async () => {
    await takeTask(console.api, task, mine);
    return true;
  });
  if (done) console.say(t(mine ? "inbox-taken" : "inbox-given-back"));
}

/** Keeps one side. Taken back, the conflict waits again. */
export async function keep(console: Console, item: InboxItem, side: string): Promise<boolean> {
  const { what, client } = item;
  if (what.kind !== "conflict" || !client) return false;
  const before = what.sides.find(({ stands }) => stands)?.event ?? side;
  const done = await console.run(() => settle(console.api, client.id, what.events, side));
  if (!done) return false;
  console.say(t(before === side ? "inbox-kept-same" : "inbox-settled"), () => unsettle(console.api, client.id, done.settled));
  return true;
}

/** Decides about what a tablet handed in and what has no place. */
export async function decide(console: Console, item: InboxItem, act: HeldDecision): Promise<boolean> {
  const { what } = item;
  if (what.kind !== "held") return false;
  const done = await console.run(() => decideHeld(console.api, what.tablet, what.hashes, act));
  if (!done) return false;
  if (act === "place") {
    console.say(done.left === 0 ? t("held-placed") : t("held-still", { left: done.left }));
    return done.left === 0;
  }
  console.say(t(act === "keep" ? "held-kept" : "held-gone"), () => decideHeld(console.api, what.tablet, what.hashes, "take_up"));
  return true;
}

/** Takes back what was settled: a task, a conflict, a message or a decision waits again. */
export async function takeBack(console: Console, { back, client }: SettledItem): Promise<void> {
  const done = await console.run(async () => {
    if (back.kind === "reopen") await reopenTask(console.api, back.task);
    else if (back.kind === "stray") await strayAgain(console.api, back.id);
    else if (back.kind === "choose" && client) await unsettle(console.api, client.id, back.settled);
    else if (back.kind === "take_up") await decideHeld(console.api, back.tablet, back.hashes, "take_up");
    return true;
  });
  if (done) console.say(t("settled-back"));
}

/** Keeps another side than the one that was chosen. */
export async function choose(console: Console, { client, back }: SettledItem, side: string): Promise<void> {
  if (back.kind !== "choose" || !client) return;
  const before = back.sides.find(({ stands }) => stands)?.event ?? side;
  const done = await console.run(() => settle(console.api, client.id, back.events, side, back.settled));
  if (done) console.say(t("inbox-settled"), () => settle(console.api, client.id, back.events, before, done.settled));
}
