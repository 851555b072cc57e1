/** The board: who works when, whose visits stand where, and what a move would break and whom it would tell. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type { BoardOff as Off, BoardTold as Told } from "./bindings/schema";
export type { CauseView as Cause, MoveHow as How, TargetView as Target, Through as Channel } from "./bindings/schema";

export type BoardWorker = Said<schema.BoardWorker>;
export type BoardVisit = Said<schema.BoardVisit>;
export type BoardView = Said<schema.BoardView>;
export type Broken = Said<schema.BrokenView>;
export type Telling = Said<schema.TellingView>;
export type MoveCheck = Said<schema.CheckView>;
export type MoveWish = Said<schema.MoveView>;
export type Moved = Said<schema.MovedView>;

export const board = (api: Api, from: string, days: number) => api.ask<BoardView>("GET", "board", { query: { from, days } });
export const checkMove = (api: Api, visit: string, body: schema.TargetView) =>
  api.ask<MoveCheck>("POST", `visits/${visit}/check-move`, { body });
export const move = (api: Api, visit: string, body: MoveWish) => api.ask<Moved>("POST", `visits/${visit}/move`, { body });
export const cancel = (api: Api, visit: string, plan: string | null, note: string) =>
  api.ask<null>("POST", `visits/${visit}/cancel`, { body: { plan, note } });
export const undo = (api: Api, visit: string, undo: number) => api.ask<null>("POST", `visits/${visit}/undo`, { body: { undo } });

/** Whether a worker works here on a day, as far as her end tells. */
export const worksOn = ({ leaves }: BoardWorker, day: string): boolean => !leaves || day < leaves;
/** Whoever of a board's rows works here on its first day. */
export const present = ({ workers, from }: BoardView) => workers.filter((one) => worksOn(one, from));
