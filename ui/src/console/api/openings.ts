/** Emergency access: clients who were opened to somebody for some hours. Times are seconds since 1970. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type OpeningView = Said<schema.OpeningView>;
export type OpeningDeed = Said<schema.OpeningDeed>;
export type Opened = Said<schema.Opened>;
export const openingReasons = ["danger", "unreachable", "asks", "cover"] as const;
export type OpeningReason = (typeof openingReasons)[number];

export const openClient = (api: Api, client: string, reason: OpeningReason, words: string) =>
  api.ask<Opened>("POST", "openings", { body: { client, reason, words } });
export const openings = (api: Api) => api.ask<OpeningView[]>("GET", "openings");
export const openingsWaiting = (api: Api) => api.ask<{ count: number; newest: string }>("GET", "openings/waiting");
export const endOpening = (api: Api, opening: string) => api.ask<null>("DELETE", `openings/${opening}`);
export const reviewOpening = (api: Api, opening: string, remark: string) => api.ask<null>("POST", `openings/${opening}/review`, { body: { remark } });
