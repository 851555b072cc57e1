/** What needs a hand, and the acts that settle it. */
import type { Api } from "./api";

export interface Who {
  id: string;
  name: string;
}

export interface InboxVisit {
  id: string;
  /** Where it stands, "move_asked". */
  state: string;
  /** Seconds since 1970. */
  start: number | null;
  workers: Who[];
  unannounced: boolean;
  /** What the client asked for, or why it ended. */
  words: string;
}

export type InboxValue =
  | { kind: "plan"; start: number }
  | { kind: "workers"; workers: Who[] }
  | { kind: "state"; state: string }
  | { kind: "field"; text: string };

export interface InboxSide {
  event: string;
  by: Who | null;
  role: "worker" | "coordinator" | "client" | "system" | "import";
  at: number;
  value: InboxValue;
  /** Whether it holds now. */
  stands: boolean;
}

export type InboxKind =
  | { kind: "task"; task: string; cause: string; owner: Who | null; due: number; words: string }
  | { kind: "conflict"; clash: string; events: string[]; sides: InboxSide[] }
  | { kind: "stuck" };

export interface InboxItem {
  /** The same as long as it is the same thing. */
  key: string;
  client: Who;
  visit: InboxVisit | null;
  /** Since when it waits, in seconds since 1970. */
  since: number;
  what: InboxKind;
}

export interface InboxView {
  now: number;
  items: InboxItem[];
}

export const inbox = (api: Api) => api.ask<InboxView>("GET", "inbox");
export const takeTask = (api: Api, task: string, mine: boolean) => api.ask<null>("POST", `tasks/${task}/take`, { body: { mine } });
export const endTask = (api: Api, task: string, outcome: "done" | "not_needed", words: string) =>
  api.ask<null>("POST", `tasks/${task}/end`, { body: { outcome, words } });
export const reopenTask = (api: Api, task: string) => api.ask<null>("POST", `tasks/${task}/reopen`, { body: {} });
export const settle = (api: Api, client: string, events: string[], keep: string) =>
  api.ask<null>("POST", `clients/${client}/settle`, { body: { events, keep } });
export const closeVisit = (api: Api, visit: string, words: string) =>
  api.ask<null>("POST", `visits/${visit}/close`, { body: { words } });
