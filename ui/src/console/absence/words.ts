/** What becomes of a visit, in words; and which way that is. */
import { t } from "../../text.svelte";
import { at, sentence } from "../../when";
import type { AffectedVisit, Way, WhyView } from "../api/absence";

export const groups = ["stays", "word", "nobody"] as const;
export type Group = (typeof groups)[number];

/** What stays, what needs the client's word, and what nobody can take. */
export function groupOf({ outcome }: AffectedVisit): Group {
  switch (outcome.what) {
    case "stays":
      return "stays";
    case "moves":
      return outcome.word ? "word" : "stays";
    case "offers":
      return "word";
    case "nobody":
      return "nobody";
  }
}

/** The way that follows from the proposal. */
export function wayOf({ outcome, partner }: AffectedVisit): Way {
  switch (outcome.what) {
    case "stays":
      return { what: "cover", with: outcome.with.worker };
    case "moves":
      return { what: "offer", times: [{ at: outcome.at, workers: [outcome.with, ...(partner ? [partner] : [])].map(({ worker }) => worker) }] };
    case "offers":
      return outcome.times.length > 0
        ? { what: "offer", times: outcome.times.map((time) => ({ at: time.at, workers: time.workers.map(({ worker }) => worker) })) }
        : { what: "move" };
    case "nobody":
      return { what: "move" };
  }
}

/** Whether the client had not answered yet. */
export const asked = ({ state }: AffectedVisit): boolean => state === "offered" || state === "proposed";

export function outcomeWords({ outcome }: AffectedVisit, today: string): string {
  switch (outcome.what) {
    case "stays":
      return t("absence-stays", { name: outcome.with.name });
    case "moves":
      return t("absence-moves", { name: outcome.with.name, when: at(outcome.at, today) });
    case "offers":
      return t("absence-offers", { times: outcome.times.map((time) => at(time.at, today)).join("; ") });
    case "nobody":
      return t("absence-nobody");
  }
}

export const whyWords = (why: WhyView[]): string => sentence(why.map(({ code, args }) => t(`absence-why-${code}`, args)).join(", "));
