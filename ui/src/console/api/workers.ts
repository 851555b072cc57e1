/** Workers: what is written of each, what is in her hands, a new one, and one who leaves. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type { Tongue, WorkerEdit } from "./bindings/schema";
export type WorkerView = Said<schema.WorkerView>;
export type LeftView = Said<schema.LeftView>;

export const workers = (api: Api) => api.ask<WorkerView[]>("GET", "workers");
export const addWorker = (api: Api, body: schema.WorkerNew) => api.ask<schema.WorkerMade>("POST", "workers", { body });
export const mendWorker = (api: Api, worker: string, fields: schema.WorkerEdit[]) =>
  api.ask<null>("PUT", `workers/${worker}/profile`, { body: { fields } });
/** Without a last day she leaves at once. */
export const leave = (api: Api, worker: string, last_day: string | null) =>
  api.ask<LeftView>("POST", `workers/${worker}/leave`, { body: { last_day } });
export const comeBack = (api: Api, worker: string) => api.ask<null>("DELETE", `workers/${worker}/leave`);
