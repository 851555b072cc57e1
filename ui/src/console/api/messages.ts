/** Messages: what came from nobody known, whether they go out, and the words and settings they go out by. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type Stray = Said<schema.StrayView>;

/** Messages that no client was found for, the oldest first. */
export const strays = (api: Api) => api.ask<Stray[]>("GET", "messages/strays");
/** Somebody has dealt with it: the server forgets it. */
export const strayDone = (api: Api, id: string) => api.ask<null>("POST", "messages/strays/done", { body: { id } });
