/** What workers' tablets have seen of the plan, and what not. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type { ChangeView as Change } from "./bindings/schema";

export type SeenView = Said<schema.SeenView>;
export type WorkerSeen = Said<schema.WorkerSeen>;
export type UnseenChange = Said<schema.UnseenChange>;
export type WorkerCall = Said<schema.WorkerCall>;

export const workersSeen = (api: Api) => api.ask<SeenView>("GET", "workers/seen");
