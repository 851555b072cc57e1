/** What needs a hand, the acts that settle it, and what was settled lately. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type { Who } from "./bindings/schema";

export type InboxItem = Said<schema.InboxItem>;
export type InboxSide = Said<schema.InboxSide>;
export type InboxValue = Said<schema.InboxValue>;
export type InboxView = Said<schema.Inbox>;
export type SettledItem = Said<schema.SettledItem>;
export type SettledView = Said<schema.SettledView>;
export type HeldDecision = schema.HeldDecision;

export const inbox = (api: Api) => api.ask<InboxView>("GET", "inbox");
export const settledLately = (api: Api) => api.ask<SettledView>("GET", "inbox/settled");
export const takeTask = (api: Api, task: string, mine: boolean) => api.ask<null>("POST", `tasks/${task}/take`, { body: { mine } });
export const endTask = (api: Api, task: string, outcome: "done" | "not_needed", words: string) =>
  api.ask<null>("POST", `tasks/${task}/end`, { body: { outcome, words } });
export const reopenTask = (api: Api, task: string) => api.ask<null>("POST", `tasks/${task}/reopen`, { body: {} });
/** Keeps one side; where `instead` names a settlement, instead of what that one kept. */
export const settle = (api: Api, client: string, events: string[], keep: string, instead: string | null = null) =>
  api.ask<schema.Settlement>("POST", `clients/${client}/settle`, { body: { events, keep, instead } });
/** Takes a settlement back: the conflict waits again. */
export const unsettle = (api: Api, client: string, settled: string) =>
  api.ask<null>("POST", `clients/${client}/unsettle`, { body: { settled } });
export const closeVisit = (api: Api, visit: string, words: string) =>
  api.ask<Said<schema.Closed>>("POST", `visits/${visit}/close`, { body: { words } });
export const decideHeld = (api: Api, tablet: string, hashes: string[], act: HeldDecision) =>
  api.ask<schema.HeldDone>("POST", `tablets/${tablet}/held`, { body: { hashes, act, words: "" } });
