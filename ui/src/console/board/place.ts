/** The Board as a place of the console, and what the palette finds on it. */
import { t } from "../../text.svelte";
import { board as load } from "../api/board";
import type { Console } from "../console.svelte";
import { now } from "../now";
import { matches } from "../palette/actions";
import type { Found, Place } from "../registry";
import Board from "./Board.svelte";
import { placeWords } from "./words";

/** The visits of the days to come, by client, time or worker. */
async function find(console: Console, words: string): Promise<Found[]> {
  if (words.length < 2) return [];
  const { day } = now();
  const view = await load(console.api, day, 7);
  return view.visits.flatMap((visit): Found[] => {
    const more = placeWords(visit, view.workers, day);
    const workers = view.workers.filter(({ id }) => visit.workers.includes(id)).map(({ name }) => name);
    const text = visit.name ?? t("board-nameless");
    const act = (to: Console) => to.go("board", visit.day ?? day, "day", visit.id);
    return matches([text, visit.time, ...workers].join(" "), words) ? [{ id: visit.id, kind: "visit", text, more, act }] : [];
  });
}

export const board: Place = { name: "board", roles: ["coordinator", "head", "officer", "worker"], screen: Board, find };
