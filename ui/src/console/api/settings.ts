/** The office's settings, a noun at a time, as the server keeps them. Of a secret it says only whether there is one. */
import type { Api } from "./api";

/** Minutes after midnight. */
export interface Span {
  from: number;
  to: number;
}

/** True: there is one, and it stays; false: there is none; words: a new one. */
export type Secret = boolean | string;

export interface MessageSettings {
  on: boolean;
  /** Monday to Sunday. */
  hours: (Span | null)[];
  fallback: ("sms" | "email")[];
  phone: string;
  unit: string;
  ready: string;
}

export interface EmailSettings {
  on: boolean;
  host: string;
  port: number;
  tls: "starttls" | "implicit" | "none";
  authority: string;
  user: string;
  password: Secret;
  from: string;
  return_path: string;
  bounces: string | null;
  bounce_secret: Secret;
  /** Headers: of the signature, and of its time. */
  bounce_signature: string;
  bounce_time: string;
  honours_ids: boolean;
  per_minute: number;
}

export interface SmsSettings {
  on: boolean;
  url: string;
  method: "POST" | "PUT" | "GET";
  form: "json" | "form" | "query";
  fields: Record<string, string>;
  headers: Record<string, string>;
  secret: Secret;
  signature: string;
  answer_id: string;
  honours_ids: boolean;
  status: { id: string; reference: string; status: string; delivered: string[]; failed: string[] };
  inbound: { id: string; from: string; text: string };
  call_back_secret: Secret;
  call_back_signature: string;
  call_back_time: string;
  /** Of one part, in thousandths of a euro. */
  price_thousandths: number;
  letters: "letters" | "plain" | "latin";
  per_minute: number;
}

export interface PageSettings {
  /** Whether clients' pages show the photo of who comes. */
  photos: boolean;
}

export interface TabletSettings {
  /** For so many days after its last contact a tablet may be read: 1 to 14. */
  lease_days: number;
}

export interface OfficeSettings {
  /** What the office is called. */
  name: string;
}

export interface Nouns {
  office: OfficeSettings;
  tablets: TabletSettings;
  page: PageSettings;
  messages: MessageSettings;
  email: EmailSettings;
  sms: SmsSettings;
}

export const settings = <Noun extends keyof Nouns>(api: Api, noun: Noun) => api.ask<Nouns[Noun]>("GET", `settings/${noun}`);
export const writeSettings = <Noun extends keyof Nouns>(api: Api, noun: Noun, value: Nouns[Noun]) =>
  api.ask<null>("PUT", `settings/${noun}`, { body: value });
