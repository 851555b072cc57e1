/** What needs a hand, and the acts that settle it. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type { Who } from "./bindings/schema";

export type InboxItem = Said<schema.InboxItem>;
export type InboxSide = Said<schema.InboxSide>;
export type InboxValue = Said<schema.InboxValue>;
export type InboxView = Said<schema.Inbox>;

export const inbox = (api: Api) => api.ask<InboxView>("GET", "inbox");
export const takeTask = (api: Api, task: string, mine: boolean) => api.ask<null>("POST", `tasks/${task}/take`, { body: { mine } });
export const endTask = (api: Api, task: string, outcome: "done" | "not_needed", words: string) =>
  api.ask<null>("POST", `tasks/${task}/end`, { body: { outcome, words } });
export const reopenTask = (api: Api, task: string) => api.ask<null>("POST", `tasks/${task}/reopen`, { body: {} });
export const settle = (api: Api, client: string, events: string[], keep: string) =>
  api.ask<null>("POST", `clients/${client}/settle`, { body: { events, keep } });
export const closeVisit = (api: Api, visit: string, words: string) =>
  api.ask<null>("POST", `visits/${visit}/close`, { body: { words } });
