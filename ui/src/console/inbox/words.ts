/** The sides of a conflict, and what was settled, in words. */
import { t } from "../../text.svelte";
import { sentence } from "../../when";
import type { InboxSide, InboxValue, SettledItem } from "../api/inbox";
import { thing, when } from "../waiting";

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

/** Whom something settled was about. */
export function settledWhom({ client, matter }: SettledItem): string {
  if (matter.kind === "stray") return matter.sender;
  return client?.name ?? (matter.kind === "held" ? matter.worker?.name : undefined) ?? t("waits-nameless");
}

/** What it was. */
export function was({ matter, client }: SettledItem): string {
  switch (matter.kind) {
    case "task":
      return t(`was-${matter.cause}`);
    case "conflict":
      return t(`clash-${matter.clash}`);
    case "stuck":
      return `${t(`state-${matter.state}`)}.`;
    case "stray":
      return `${t("was-stray")} ${t("quoted", { text: matter.words })}`;
    case "held": {
      const things = thing(matter.thing, matter.count);
      return client ? t("held-of", { worker: matter.worker?.name ?? t("waits-nameless"), things }) : t("held-here", { things });
    }
  }
}

const visitAt = (start: number | null, workers: { name: string }[] = []) =>
  [start === null ? "" : when(start), ...workers.map(({ name }) => name)].filter(Boolean).join(", ");

/** What came of it. */
export function how({ how, matter, role }: SettledItem): string {
  switch (how.kind) {
    case "ended": {
      const apart = matter.kind === "task" && matter.cause === "double_booked" && role === "system" && how.outcome === "not_needed";
      return t(apart ? "settled-apart" : `settled-${how.outcome}`);
    }
    case "chosen":
      return t("settled-chosen", { value: value(how.value) });
    case "led": {
      const place = visitAt(how.start, how.workers);
      const state = t(`state-${how.state}`);
      return place ? t("settled-led", { state, place }) : t("settled-led-nowhere", { state });
    }
    case "followed":
      return how.start === null ? t("settled-followed") : t("settled-followed-at", { when: when(how.start) });
    case "no_more":
    case "missed":
    case "kept":
    case "let_go":
    case "placed":
      return t(`settled-${how.kind}`);
  }
}

/** The words that whoever settled it wrote. */
export const saidOf = ({ how }: SettledItem): string => ("words" in how ? how.words : "");

/** What others said of a task who did not know that it had ended: "Rasa Bitinienė, šiandien, 9:12: atlikta." and her words. */
export const also = ({ how }: SettledItem) =>
  how.kind !== "ended"
    ? []
    : how.also.map(({ by, at, outcome, words }) => ({
        by: t("settled-also", { who: by?.name ?? t("by-worker"), when: when(at), outcome: t(`settled-${outcome}`) }),
        words,
      }));

/** "Rasa Bitinienė, šiandien, 9:12" */
export function byWhom({ by, role, at }: SettledItem): string {
  const who = by?.name ?? (role ? t(`by-${role}`) : t("settled-itself"));
  return t("settled-by", { who: sentence(who), when: when(at) });
}
