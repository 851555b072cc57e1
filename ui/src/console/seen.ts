/** What a tablet has seen and not seen, in words; where more than one part says them. */
import { t } from "../text.svelte";
import { at } from "../when";
import type { Change, WorkerCall, WorkerSeen } from "./api/seen";
import { now, when } from "./now";

/** When a tablet of hers last had the plan: "planšetė matė 8:05", "be planšetės". Of another day the day is said. */
export function seenWords({ tablets, seen }: WorkerSeen): string {
  if (tablets === 0) return t("seen-no-tablet");
  if (seen === null) return t("seen-never");
  const moment = now(new Date(seen * 1000));
  return t("seen-at", { when: moment.day === now().day ? moment.time : at(moment, now().day) });
}

/** What she does not know of a visit: "Atšauktas vizitas rytoj, 9:00." */
export function changeWords({ change, was, is }: { change: Change; was: number | null; is: number | null }): string {
  return t(`unseen-${change}`, { was: was === null ? "" : when(was), is: is === null ? "" : when(is) });
}

/** The call that it takes; whom to call follows. */
export function callWords({ change, was, is }: WorkerCall): string {
  return change ? t("unseen-call", { change: changeWords({ change, was, is }) }) : t("unseen-call-seen");
}
