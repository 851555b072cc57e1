/** The audit: who did what and who looked at whom. It names clients by id alone. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type AuditLine = Said<schema.AuditLine>;
export type AuditPage = Said<schema.AuditPage>;
export type AuditPeople = Said<schema.AuditPeople>;

export type SawView = Said<schema.SawView>;
export type WhoSaw = Said<schema.WhoSawView>;
export type OnTablet = Said<schema.OnTabletView>;
export type TabletHeld = Said<schema.TabletHeldView>;
export type ChainView = Said<schema.ChainView>;
export type ChainFound = Said<schema.ChainFound>;

export interface Sought {
  /** In seconds since 1970. */
  from: number | null;
  to: number | null;
  actor: string | null;
  deed: string | null;
  about: string | null;
}

/** A page of the audit, the newest first, behind `before`. */
export const audit = (api: Api, sought: Sought, before: number | null) =>
  api.ask<AuditPage>("GET", "audit", { query: { ...sought, before } });
export const auditPeople = (api: Api) => api.ask<AuditPeople>("GET", "audit/people");

/** Who looked at somebody, by id or, for whoever sees clients, by the office's number. */
export const whoSaw = (api: Api, person: string) => api.ask<WhoSaw>("GET", `audit/who-saw/${encodeURIComponent(person)}`);
export const auditTablets = (api: Api) => api.ask<Said<schema.AuditTablet>[]>("GET", "audit/tablets");
export const tabletHeld = (api: Api, tablet: string) => api.ask<TabletHeld>("GET", `audit/tablets/${tablet}`);
export const auditChain = (api: Api) => api.ask<ChainView>("GET", "audit/chain");
export const verifyChain = (api: Api) => api.ask<ChainFound>("POST", "audit/chain/verify", { body: {} });
