/** Tablets: whose they are, a code that makes one a worker's, letting it in and taking one away. Times are seconds since 1970. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type TabletView = Said<schema.TabletView>;
export type TabletCode = Said<schema.TabletCode>;
export type UnlockCodeView = Said<schema.UnlockCodeView>;

export const tablets = (api: Api) => api.ask<TabletView[]>("GET", "tablets");
export const waitingTablets = (api: Api) => api.ask<TabletView[]>("GET", "tablets/waiting");
export const giveTablet = (api: Api, worker: string) => api.ask<TabletCode>("POST", `workers/${worker}/tablets`, { body: {} });
/** The code by which its worker opens it without the PIN; that it was shown stands in the audit. */
export const unlockCode = (api: Api, tablet: string, reason: string) =>
  api.ask<UnlockCodeView>("POST", `tablets/${tablet}/unlock-code`, { body: { reason } });
/** Takes back a code that was shown and may not have been used. */
export const takeBackCode = (api: Api, tablet: string) => api.ask<null>("DELETE", `tablets/${tablet}/unlock-code`);
export const approveTablet = (api: Api, tablet: string) => api.ask<null>("POST", `tablets/${tablet}/approve`, { body: {} });
/** Takes its rights and has it destroy its keys at its next contact. */
export const wipeTablet = (api: Api, tablet: string) => api.ask<null>("POST", `tablets/${tablet}/wipe`, { body: {} });
/** Takes its rights; one that waits is refused. */
export const revokeTablet = (api: Api, tablet: string) => api.ask<null>("DELETE", `tablets/${tablet}`);
