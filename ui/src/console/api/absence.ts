/** Hours and absences of workers, and what becomes of visits when somebody cannot come. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type { AbsenceKind, WayView as Way, WeekdayView } from "./bindings/schema";
export type { AbsenceTime as Span } from "./bindings/schema";

export type AbsenceView = Said<schema.AbsenceView>;
export type AffectedVisit = Said<schema.AffectedVisit>;
export type OutcomeView = Said<schema.OutcomeView>;
export type WhyView = Said<schema.WhyView>;
export type WorkerHours = Said<schema.WorkerHours>;
export type WorkView = Said<schema.WorkView>;

export const absences = (api: Api, from: string, days: number) =>
  api.ask<WorkerHours[]>("GET", "absences", { query: { from, days } });
export const addAbsence = (api: Api, worker: string, body: schema.NewAbsence) =>
  api.ask<{ id: string }>("POST", `workers/${worker}/absences`, { body });
export const removeAbsence = (api: Api, worker: string, absence: string) =>
  api.ask<null>("DELETE", `workers/${worker}/absences/${absence}`);
export const setWork = (api: Api, worker: string, body: schema.WorkView) => api.ask<null>("PUT", `workers/${worker}/hours`, { body });
export const propose = (api: Api, worker: string, body: schema.AbsenceTime) =>
  api.ask<{ visits: AffectedVisit[] }>("POST", `workers/${worker}/absence/proposal`, { body });
export const accept = (api: Api, worker: string, body: schema.AbsenceAccepted) =>
  api.ask<null>("POST", `workers/${worker}/absence`, { body });
