/** What waits for somebody's hand, in words: the inbox and the Board's left column say the same. */
import { t } from "../text.svelte";
import { at, sentence } from "../when";
import type { InboxItem } from "./api/inbox";
import { now } from "./now";
import { callWords } from "./seen";

const moment = (seconds: number) => now(new Date(seconds * 1000));

/** "rytoj, 10:45" */
export const when = (seconds: number) => at(moment(seconds), now().day);

/** The day of a moment, as the Board's address names it. */
export const dayOf = (seconds: number) => moment(seconds).day;

const dayNumber = (seconds: number) => Math.round(Date.parse(`${dayOf(seconds)}T12:00Z`) / 86_400_000);

/** "Laukia 15 minučių.", "Laukia nuo vakar.", "Laukia 3 dienas." */
export function age(since: number, until: number): string {
  const minutes = Math.max(0, Math.floor((until - since) / 60));
  if (minutes < 1) return t("waits-now");
  if (minutes < 60) return t("waits-minutes", { minutes });
  const days = dayNumber(until) - dayNumber(since);
  if (days < 1 || minutes < 12 * 60) return t("waits-hours", { hours: Math.floor(minutes / 60) });
  return days === 1 ? t("waits-yesterday") : t("waits-days", { days });
}

/** Whom it is about: the client; of what a tablet handed in about nobody known, whose tablet it is; else the worker. */
export function whom({ client, what }: InboxItem): string {
  const worker = what.kind === "held" || what.kind === "remains" ? what.worker?.name : undefined;
  return client?.name ?? worker ?? t("waits-nameless");
}

/** One plain sentence. */
export function what({ what, visit, client }: InboxItem): string {
  switch (what.kind) {
    case "task":
      return what.call ? callWords(what.call) : t(`task-${what.cause}`);
    case "conflict":
      return t(`clash-${what.clash}`);
    case "stuck":
      return t(`stuck-${visit?.state ?? "overdue"}`);
    case "held": {
      const things = thing(what.thing, what.hashes.length);
      const worker = what.worker?.name ?? t("waits-nameless");
      return client ? t("held-of", { worker, things }) : t("held-here", { things });
    }
    case "remains": {
      const clients = what.clients > 0 && t("remains-clients", { count: what.clients });
      const visits = what.visits > 0 && t("remains-visits", { count: what.visits });
      return [t("remains-gone"), clients, visits, t("remains-next")].filter(Boolean).join(" ");
    }
  }
}

/** "2 pastabas" */
export const thing = (kind: string | null, count: number) => t(`thing-${kind ?? "shut"}`, { count });

/** The visit it is about: "Vizitas rytoj, 10:45, Rasa Urbonaitė." */
export function visitWords({ visit }: InboxItem): string {
  if (!visit?.start) return "";
  const who = visit.workers.map(({ name }) => name).join(" + ");
  return who ? t("waits-visit", { when: when(visit.start), who }) : `${sentence(when(visit.start))}.`;
}
