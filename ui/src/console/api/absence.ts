/** Hours and absences of workers, and what becomes of visits when somebody cannot come. */
import type { Moment } from "../../backend/bindings/status";
import type { Api } from "./api";

export type AbsenceKind = "own" | "leave" | "ill" | "training";

export interface AbsenceView {
  id: string;
  from: Moment;
  until: Moment;
  kind: AbsenceKind;
  reason: string;
}

/** Minutes after midnight; 0 is Monday; a break that ends as it begins is none. */
export interface WeekdayView {
  weekday: number;
  from: number;
  to: number;
  break_from: number;
  break_to: number;
}

export interface WorkView {
  /** An ordinary day; none: the office's hours. */
  hours: { from: number; to: number } | null;
  /** Where days differ: a weekday that is not named is free. Empty: `hours` hold. */
  week: WeekdayView[];
  skills: string[];
}

export interface WorkerHours {
  worker: string;
  name: string;
  unit: string;
  work: WorkView;
  absences: AbsenceView[];
}

/** A reason or a caution. */
export interface WhyView {
  code: string;
  mind: boolean;
  args: Record<string, string>;
}

export interface Comer {
  worker: string;
  name: string;
}

export interface OfferedTime {
  at: Moment;
  workers: Comer[];
  why: WhyView[];
}

export type OutcomeView =
  | { what: "stays"; with: Comer }
  | { what: "moves"; with: Comer; at: Moment; minutes: number; word: boolean }
  | { what: "offers"; times: OfferedTime[] }
  | { what: "nobody" };

export interface AffectedVisit {
  visit: string;
  client: string;
  name: string | null;
  plan: string;
  at: Moment;
  minutes: number;
  unannounced: boolean;
  agreed: boolean;
  partner: Comer | null;
  outcome: OutcomeView;
  why: WhyView[];
}

/** What is done with a visit of somebody who cannot come. */
export type Way =
  | { what: "cover"; with: string }
  | { what: "offer"; times: { at: Moment; workers: string[] }[] }
  | { what: "move" };

export interface Span {
  from: Moment;
  until: Moment;
}

export const absences = (api: Api, from: string, days: number) =>
  api.ask<WorkerHours[]>("GET", "absences", { query: { from, days } });
export const addAbsence = (api: Api, worker: string, body: Span & { kind: AbsenceKind; reason: string }) =>
  api.ask<{ id: string }>("POST", `workers/${worker}/absences`, { body });
export const removeAbsence = (api: Api, worker: string, absence: string) =>
  api.ask<null>("DELETE", `workers/${worker}/absences/${absence}`);
export const setWork = (api: Api, worker: string, body: WorkView) => api.ask<null>("PUT", `workers/${worker}/hours`, { body });
export const propose = (api: Api, worker: string, body: Span) =>
  api.ask<{ visits: AffectedVisit[] }>("POST", `workers/${worker}/absence/proposal`, { body });
export const accept = (
  api: Api,
  worker: string,
  body: Span & { reason: string; visits: { visit: string; plan: string; way: Way }[] },
) => api.ask<null>("POST", `workers/${worker}/absence`, { body });
