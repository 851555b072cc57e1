/** What needs a hand in words. */
import { t } from "../../text.svelte";
import { at } from "../../when";
import type { InboxItem, InboxSide, InboxValue } from "../api/inbox";
import { now } from "../now";
import { callWords } from "../seen";

const moment = (seconds: number) => now(new Date(seconds * 1000));

/** "rytoj, 10:45" */
export const when = (seconds: number) => at(moment(seconds), now().day);

/** The day of a moment, as the Board's address names it. */
export const dayOf = (seconds: number) => moment(seconds).day;

/** How long it has waited: "3 d.", "2 val.", "15 min.". */
export function age(since: number, until: number): string {
  const minutes = Math.max(0, Math.floor((until - since) / 60));
  if (minutes < 60) return t("inbox-age-minutes", { minutes });
  if (minutes < 24 * 60) return t("inbox-age-hours", { hours: Math.floor(minutes / 60) });
  return t("inbox-age-days", { days: Math.floor(minutes / 1440) });
}

/** One plain sentence. */
export function what({ what, visit }: InboxItem): string {
  switch (what.kind) {
    case "task":
      return what.call ? callWords(what.call) : t(`task-${what.cause}`);
    case "conflict":
      return t(`clash-${what.clash}`);
    case "stuck":
      return t(`stuck-${visit?.state ?? "overdue"}`);
  }
}

function value(said: InboxValue): string {
  switch (said.kind) {
    case "plan":
      return when(said.start);
    case "workers":
      return said.workers.map(({ name }) => name).join(", ");
    case "state":
      return t(`state-${said.state}`);
    case "field":
      return said.text || t("side-nothing");
  }
}

/** A side of a conflict: what was said, by whom and when. */
export function side(said: InboxSide): { value: string; by: string } {
  const who = said.by?.name ?? t(`by-${said.role}`);
  return { value: value(said.value), by: t("side-by", { who, when: when(said.at) }) };
}
