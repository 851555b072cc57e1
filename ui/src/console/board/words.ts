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
    case "travel":
      return t(`broken-${broken.what}`, {
        worker: nameOf(workers, broken.worker),
        name: broken.name ?? t("board-nameless"),
        time: broken.time,
        minutes: broken.what === "travel" ? broken.minutes : 0,
      });
    case "off":
      return t("broken-off", { worker: nameOf(workers, broken.worker), kind: broken.kind, from: broken.from, to: broken.to });
    case "past":
      return t("broken-past");
    case "workers":
      return t("broken-workers", { needed: broken.needed });
    case "skill":
      return t("broken-skill", { worker: nameOf(workers, broken.worker), skill: broken.skill });
    case "language":
      return t("broken-language", { worker: nameOf(workers, broken.worker), language: broken.language });
    case "times":
      return t("broken-times", { times: broken.times });
  }
}

/** One line of whom a move tells. */
export function tellingWords({ whom, name, channel, withdrawn }: Telling): string {
  const words = t(`tells-${whom}`, { name: name ?? t("board-nameless"), channel: channel ?? "none" });
  return withdrawn ? `${words} ${t("tells-withdrawn")}` : words;
}

/** What the keyboard proposes: "Siūloma: rytoj, 10:45, Tomas Grigas. …" */
export function brief(proposal: Target, workers: BoardWorker[], today: string): string {
  const names = proposal.workers.map((id) => nameOf(workers, id)).join(" + ");
  return t("board-proposed", { when: at(proposal, today), worker: names });
}
