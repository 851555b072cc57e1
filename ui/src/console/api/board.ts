/** The board: who works when, whose visits stand where, and what a move would break and whom it would tell. */
import type { VisitState } from "../../backend/bindings/visit";
import type { Moment } from "../../backend/bindings/status";
import type { Api } from "./api";

/** A stretch of a worker's day that is not for visits. */
export interface Off {
  day: string;
  from: string;
  to: string;
  /** `hours`: outside working hours; else why the worker is away. */
  kind: "hours" | "rest" | "own" | "leave" | "ill" | "training";
}

export interface BoardWorker {
  id: string;
  name: string;
  unit: string;
  /** When the worker's tablet last saw the plan. */
  seen: Moment | null;
  off: Off[];
}

export type Told = "none" | "waiting" | "sent" | "delivered" | "failed" | "unknown";
export type Channel = "sms" | "email" | "phone" | "letter" | "inPerson" | "page";

export interface BoardVisit {
  id: string;
  client: string;
  /** None when whoever looks may not know. */
  name: string | null;
  address: string | null;
  unannounced: boolean;
  state: VisitState;
  /** The plan that stands, by which a move says what it had seen; none while it is not planned. */
  plan: string | null;
  day: string | null;
  time: string | null;
  minutes: number;
  workers: string[];
  /** Whether two workers have to come. */
  two: boolean;
  /** When and how the client agreed to this very plan. */
  agreed: { at: Moment; channel: Channel } | null;
  told: Told;
  /** Minutes of travel from where the worker is before it. */
  travel: number | null;
  /** Since when it needs a hand; none when it does not. */
  since: Moment | null;
}

export interface BoardView {
  now: Moment;
  from: string;
  days: number;
  workers: BoardWorker[];
  visits: BoardVisit[];
}

/** Where a visit would go. */
export interface Target {
  day: string;
  time: string;
  workers: string[];
}

/** What a move breaks. */
export type Broken =
  | { what: "overlap"; worker: string; visit: string; name: string | null; time: string }
  | { what: "travel"; worker: string; visit: string; name: string | null; time: string; minutes: number }
  | { what: "off"; worker: string; kind: Off["kind"]; from: string; to: string }
  | { what: "past" }
  | { what: "workers"; needed: number }
  | { what: "skill"; worker: string; skill: string }
  | { what: "language"; worker: string; language: string }
  | { what: "times"; times: string };

/** Whom a move tells. */
export interface Telling {
  whom: "client" | "worker";
  name: string | null;
  /** How the client is reached; none = the tablet, or a call by a person. */
  channel: Channel | null;
  /** What was said of the old time before. */
  withdrawn: boolean;
}

/** How a move is made. */
export type How = "agreed" | "offer" | "cover" | "schedule";

export interface MoveCheck {
  plan: string | null;
  broken: Broken[];
  tells: Telling[];
  /** What is possible, the likeliest first; none when the visit can be moved no more. */
  ways: How[];
}

export type Cause = "client" | "ill" | "overrun" | "traffic" | "emergency" | "system";

export interface MoveWish extends Target {
  /** The plan as it was seen. */
  plan: string | null;
  how: How;
  channel: Channel | null;
  cause: Cause;
}

/** What a move did; by `undo` it is taken back while nothing else happened. */
export interface Moved {
  undo: string | null;
  /** Somebody was told already: taking it back tells them again. */
  told: boolean;
}

export const board = (api: Api, from: string, days: number, unit: string | null) =>
  api.ask<BoardView>("GET", "board", { query: { from, days, unit } });
export const checkMove = (api: Api, visit: string, body: Target) =>
  api.ask<MoveCheck>("POST", `visits/${visit}/check-move`, { body });
export const move = (api: Api, visit: string, body: MoveWish) => api.ask<Moved>("POST", `visits/${visit}/move`, { body });
export const cancel = (api: Api, visit: string, plan: string | null, note: string) =>
  api.ask<null>("POST", `visits/${visit}/cancel`, { body: { plan, note } });
export const undo = (api: Api, visit: string, token: string) =>
  api.ask<null>("POST", `visits/${visit}/undo`, { body: { undo: token } });
