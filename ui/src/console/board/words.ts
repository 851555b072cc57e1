/** The Board's codes in words. */
import { t } from "../../text.svelte";
import { at, near } from "../../when";
import type { BoardVisit, BoardWorker, Broken, Target, Telling } from "../api/board";

const nameOf = (workers: BoardWorker[], id: string) => workers.find((one) => one.id === id)?.name ?? t("board-nameless");

/** "Tomas Grigas, rytoj, 10:45" — where a visit stands. */
export function placeWords(visit: BoardVisit, workers: BoardWorker[], today: string): string {
  const names = visit.workers.map((id) => nameOf(workers, id)).join(" + ");
  if (!visit.day) return t("planned-nowhere");
  const when = visit.time ? at({ day: visit.day, time: visit.time }, today) : near(visit.day, today);
  return names ? `${names}, ${when}` : when;
}

/** One line of what a move breaks. */
export function brokenWords(broken: Broken, workers: BoardWorker[]): string {
  switch (broken.what) {
    case "overlap":
      return t("broken-overlap", { ...met(broken), worker: nameOf(workers, broken.worker) });
    case "travel": {
      const { minutes, time } = broken;
      const key = time ? "broken-travel" : "broken-travel-day";
      return t(key, { ...met(broken), worker: nameOf(workers, broken.worker), minutes });
    }
    case "off": {
      const span = broken.from && broken.to ? "known" : "none";
      const { kind, from, to } = broken;
      return t("broken-off", { worker: nameOf(workers, broken.worker), kind, span, from: from ?? "", to: to ?? "" });
    }
    case "past":
      return t("broken-past");
    case "workers":
      return t("broken-workers", { needed: broken.needed });
    case "skill":
      return t("broken-skill", { worker: nameOf(workers, broken.worker), skill: broken.skill });
    case "language":
      return t("broken-language", { worker: nameOf(workers, broken.worker) });
    case "times":
      return t("broken-times", { bad: broken.bad ? "yes" : "no" });
  }
}

/** The visit that is met. */
const met = ({ name, time }: { name: string | null; time: string | null }) => ({ name: name ?? t("board-nameless"), time: time ?? "" });

/** One line of whom a move tells. */
export function tellingWords(telling: Telling, workers: BoardWorker[]): string {
  if (telling.whom === "worker") return t("tells-worker", { name: nameOf(workers, telling.worker) });
  const { name, channel, word } = telling;
  const words = t("tells-client", { name: name ?? t("board-nameless"), channel });
  return word ? `${words} ${t("tells-word")}` : words;
}

/** What the keyboard proposes: "Siūloma: rytoj, 10:45, Tomas Grigas. …" */
export function brief(proposal: Target, workers: BoardWorker[], today: string): string {
  const names = proposal.workers.map((id) => nameOf(workers, id)).join(" + ");
  return t("board-proposed", { when: at(proposal, today), worker: names });
}
