/** Tablets: whose they are, a code that makes one a worker's, letting it in and taking one away. Times are seconds since 1970. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type TabletView = Said<schema.TabletView>;
export type TabletCode = Said<schema.TabletCode>;

export const tablets = (api: Api) => api.ask<TabletView[]>("GET", "tablets");
export const waitingTablets = (api: Api) => api.ask<TabletView[]>("GET", "tablets/waiting");
export const giveTablet = (api: Api, worker: string) => api.ask<TabletCode>("POST", `workers/${worker}/tablets`, { body: {} });
export const approveTablet = (api: Api, tablet: string) => api.ask<null>("POST", `tablets/${tablet}/approve`, { body: {} });
/** Takes its rights; one that waits is refused. */
export const revokeTablet = (api: Api, tablet: string) => api.ask<null>("DELETE", `tablets/${tablet}`);
