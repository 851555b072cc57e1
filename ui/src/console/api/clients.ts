/** Clients: finding one, the card, a new one, what is mended, whose case it is; and calls with what they bring. */
import type { Api } from "./api";
import type { CallMade, ClientCard, ClientEdit, ClientList, ClientMade, DossierMade, HandedOver, Moment, NearEdit, OfferView } from "./bindings/schema";

export type * from "./bindings/schema";

export const clients = (api: Api, text: string, worker: string | null, beyond: boolean) =>
  api.ask<ClientList>("GET", "clients", { query: { text, worker, beyond } });
export const card = (api: Api, client: string) => api.ask<ClientCard>("GET", `clients/${client}`);
export const register = (api: Api, fields: ClientEdit[], worker: string | null, anyway: boolean) =>
  api.ask<ClientMade>("POST", "clients", { body: { fields, worker, anyway } });
export const mend = (api: Api, { id, seen }: ClientCard, fields: ClientEdit[]) =>
  api.ask<null>("PUT", `clients/${id}/fields`, { body: { seen, fields } });
export const near = (api: Api, client: string, body: NearEdit) => api.ask<null>("PUT", `clients/${client}/contacts`, { body });
export const merge = (api: Api, client: string, into: string) => api.ask<null>("POST", `clients/${client}/merge`, { body: { into } });
export const unmerge = (api: Api, client: string) => api.ask<null>("DELETE", `clients/${client}/merge`);
export const handOver = (api: Api, client: string, worker: string) =>
  api.ask<null>("PUT", `clients/${client}/worker`, { body: { worker } });
export const handOverAll = (api: Api, from: string, worker: string) =>
  api.ask<HandedOver>("POST", `workers/${from}/caseload`, { body: { worker } });

/** Everything held of a client, for the client. */
export const dossier = (api: Api, client: string, reason: string, names: boolean) =>
  api.ask<DossierMade>("POST", `clients/${client}/dossier`, { body: { reason, names } });

export const offers = (api: Api, client: string, visit: string | null, minutes: number | null) =>
  api.ask<OfferView[]>("GET", `clients/${client}/offers`, { query: { visit, minutes } });
export const timesToCall = (api: Api, client: string) => api.ask<Moment[]>("GET", `clients/${client}/calls/times`);
export const logCall = (api: Api, client: string, body: CallMade) => api.ask<null>("POST", `clients/${client}/calls`, { body });
