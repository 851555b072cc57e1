/** How it stands with the backups of log and keys. Times are seconds since 1970. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type Backups = Said<schema.Backups>;

export const backups = (api: Api) => api.ask<Backups>("GET", "backups");
