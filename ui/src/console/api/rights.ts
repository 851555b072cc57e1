/** The rights of clients: erasing, withholding, and what is to go for its age. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type ErasureRow = Said<schema.ErasureRow>;
export type Withheld = Said<schema.Withheld>;
export type RestrictionRow = Said<schema.RestrictionRow>;
export type RetentionRow = Said<schema.RetentionRow>;
export type ProofMade = schema.ProofMade;

/** What of the rules is shown: classes by name with their titles. */
export interface Rules {
  announce_days: number;
  classes: { class: string; title: { lt: string; en: string }; months: number; then: string; source: { lt: string; en: string } }[];
}
export interface RetentionView {
  rules: Rules;
  rows: RetentionRow[];
}

export const erasures = (api: Api) => api.ask<ErasureRow[]>("GET", "erasures");
export const askErasure = (api: Api, client: string, ground: string, words: string) =>
  api.ask<null>("POST", `clients/${client}/erasure`, { body: { ground, words } });
export const withdrawErasure = (api: Api, client: string) => api.ask<null>("DELETE", `clients/${client}/erasure`);
export const agreeErasure = (api: Api, client: string, name: string) =>
  api.ask<null>("POST", `clients/${client}/erasure/agree`, { body: { name } });
export const erasureProof = (api: Api, client: string) => api.ask<ProofMade>("GET", `erasures/${client}/proof`);

export const restrict = (api: Api, client: string, ground: string, words: string) =>
  api.ask<Withheld>("POST", `clients/${client}/restriction`, { body: { ground, words } });
export const restrictions = (api: Api) => api.ask<RestrictionRow[]>("GET", "restrictions");
export const liftRestriction = (api: Api, client: string) => api.ask<null>("DELETE", `restrictions/${client}`);
export const restrictedDossier = (api: Api, client: string, reason: string) =>
  api.ask<schema.DossierMade>("POST", `restrictions/${client}/dossier`, { body: { reason } });

export const retention = (api: Api) => api.ask<RetentionView>("GET", "retention");
