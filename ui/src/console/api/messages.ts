/** Messages: whether they go out, what came from nobody known, and the words they are told in. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type Stray = Said<schema.StrayView>;
export type Standing = Said<schema.MessagesStanding>;
export type Preview = Said<schema.PreviewView>;
export type SmsPreview = Said<schema.SmsPreviewView>;
export type Template = Said<schema.TemplateView>;
export type TemplateVersion = Said<schema.TemplateVersion>;
export type Trial = Said<schema.Tried>;
export type TemplateWords = Pick<Template, "language" | "purpose" | "form"> & { pieces: string[] | null; seen: number | null };

/** Messages that no client was found for, the oldest first. */
export const strays = (api: Api) => api.ask<Stray[]>("GET", "messages/strays");
/** Somebody has dealt with it: the server forgets it. */
export const strayAgain = (api: Api, id: string) => api.ask<null>("POST", "messages/strays/again", { body: { id } });
export const strayDone = (api: Api, id: string) => api.ask<null>("POST", "messages/strays/done", { body: { id } });

export const standing = (api: Api) => api.ask<Standing>("GET", "messages");
/** Lets messages go out again after a restore. */
export const release = (api: Api) => api.ask<null>("POST", "messages/release", { body: {} });
/** Sends a message about an invented visit to oneself. */
export const sendTrial = (api: Api, channel: "sms" | "email", to: string) =>
  api.ask<Trial>("POST", "messages/test", { body: { channel, to } });

export const templates = (api: Api) => api.ask<Template[]>("GET", "messages/templates");
export const writeTemplate = (api: Api, words: TemplateWords) => api.ask<null>("PUT", "messages/templates", { body: words });
/** What words would make of an invented visit, or of this client's next one. */
export const preview = (api: Api, words: TemplateWords, client: string | null) =>
  api.ask<Preview>("POST", client ? `clients/${client}/messages/preview` : "messages/templates/preview", { body: words });
