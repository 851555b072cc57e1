/** The audit: who did what and who looked at whom. It names clients by id alone. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type AuditLine = Said<schema.AuditLine>;
export type AuditPage = Said<schema.AuditPage>;
export type AuditPeople = Said<schema.AuditPeople>;

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
