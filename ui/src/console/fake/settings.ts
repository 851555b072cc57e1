/** The office's own matters, faked: settings with a check of their own, the audit of a morning, books that are read. */
import type { AuditLine } from "../api/audit";
import type { BooksReport, Rows } from "../api/books";
import type { EmailSettings, MessageSettings, SmsSettings } from "../api/settings";
import type { Me } from "../api/session";
import { refuse, type Asked, type Routes } from "./fake";
import { coordinator } from "./session";
import type { World } from "./world";

export const administrator: Me = { ...coordinator, actor: "vilma", login: "vilma", name: "Vilma Jankauskienė", role: "administrator" };
export const officer: Me = { ...coordinator, actor: "dalia", login: "dalia", name: "Dalia Stankevičienė", role: "officer" };

const week = { from: 480, to: 1200 };
const messages: MessageSettings = {
  on: true,
  hours: [week, week, week, week, week, { from: 600, to: 1080 }, null],
  fallback: ["sms", "email"],
  phone: "+37031556660",
  unit: "Socialinės paramos skyrius",
  ready: "asmens dokumentą",
};
const email: EmailSettings = {
  on: true,
  host: "mail.alytus.example",
  port: 587,
  tls: "starttls",
  authority: "",
  user: "vizitai",
  password: true,
  from: "Socialinės paramos skyrius <vizitai@alytus.example>",
  return_path: "",
  bounces: null,
  bounce_secret: false,
  bounce_signature: "",
  bounce_time: "",
  honours_ids: false,
  per_minute: 60,
};
const sms: SmsSettings = {
  on: true,
  url: "https://gateway.example/send",
  method: "POST",
  form: "json",
  fields: { to: "{to}", text: "{text}", reference: "{id}" },
  headers: { authorization: "Bearer {secret}" },
  secret: true,
  signature: "",
  answer_id: "/messages/0/id",
  honours_ids: false,
  status: { id: "/id", reference: "/reference", status: "/status", delivered: ["delivered", "DELIVRD"], failed: ["failed", "UNDELIV"] },
  inbound: { id: "/id", from: "/from", text: "/text" },
  call_back_secret: true,
  call_back_signature: "x-signature",
  call_back_time: "x-time",
  price_thousandths: 45,
  letters: "plain",
  per_minute: 0,
};

/** What the server would say of it: the field, when it makes no sense, and what is wrong with it. */
function wrong(noun: string, value: Record<string, unknown>): { field: string; cause: string } | null {
  if (noun === "messages" && value.phone && !/^\+?[\d ]{8,}$/.test(String(value.phone))) return { field: "phone", cause: "address" };
  if (noun === "email" && value.on && !value.host) return { field: "host", cause: "empty" };
  if (noun === "email" && value.on && value.tls === "none" && value.host !== "localhost") return { field: "tls", cause: "unsealed" };
  if (noun === "office" && !String(value.name).trim()) return { field: "name", cause: "empty" };
  const url = String(value.url);
  const plain = url.startsWith("http://") ? "unsealed" : "address";
  if (noun === "sms" && value.on && !url.startsWith("https://")) return { field: "url", cause: url ? plain : "empty" };
  const [back, time] = noun === "sms" ? ["call_back_signature", value.call_back_time] : ["bounce_signature", value.bounce_time];
  if (value.on && time && !value[back]) return { field: back, cause: "empty" };
  return null;
}

/** A morning's records, the newest first. */
export function records(world: World): AuditLine[] {
  const now = Math.floor(Date.now() / 1000);
  const [first, second] = world.visits;
  const worker = world.workers[0];
  const line = (minutes: number, of: Partial<AuditLine>): AuditLine => ({
    number: 10_000 - minutes,
    at: now - minutes * 60,
    actor: coordinator.actor,
    name: coordinator.name,
    deed: "opened",
    about: null,
    about_kind: null,
    about_name: null,
    reason: "",
    ...of,
  });
  const client = (id = first?.client) => ({ about: id ?? "c1", about_kind: "client" as const });
  const by = { actor: worker?.id ?? "w1", name: worker?.name ?? "" };
  return [
    line(4, { deed: "settings_changed", actor: administrator.actor, name: administrator.name, reason: "sms" }),
    line(9, client()),
    line(16, { ...by, ...client(second?.client), reason: "pavaduoju kolegę" }),
    line(21, { ...by, deed: "refused", ...client(second?.client) }),
    line(38, { deed: "signed_in" }),
    line(1_500, { deed: "tablet_enrolled", ...by, about: by.actor, about_kind: "worker", about_name: by.name }),
    line(1_520, { deed: "words_changed", actor: officer.actor, name: officer.name, reason: "lt agreed sms" }),
    line(1_580, { deed: "books_imported", actor: "office", name: null }),
    line(1_600, { deed: "staff_added", actor: administrator.actor, name: administrator.name, reason: "Giedrė Kazlauskienė coordinator" }),
  ];
}

function search(world: World, { query = {} }: Asked): { lines: AuditLine[]; next: number | null } {
  const is = (value: unknown, wanted: unknown) => wanted === null || wanted === undefined || value === wanted;
  const fits = (line: AuditLine) =>
    is(line.actor, query.actor) && is(line.deed, query.deed) && is(line.about, query.about) && line.at >= Number(query.from ?? 0) && line.at < Number(query.to ?? Infinity);
  const behind = records(world).filter((line) => fits(line) && line.number < Number(query.before ?? Infinity));
  return { lines: behind.slice(0, 6), next: behind.length > 6 ? (behind[5]?.number ?? null) : null };
}

const none: Rows = { imported: 0, unchanged: 0, updated: 0, refused: [], warned: [], missing: [] };

/** What the municipality's tables bring, in short. */
export const report = (taken: boolean): BooksReport => ({
  conflicts: taken ? 2 : 0,
  files: ["skaityk.md: antraštė neatpažinta, failas neįkeltas. Jei tai skyriaus lentelė, patikrinkite jos stulpelių antraštes."],
  tables: {
    workers: { ...none, imported: 24 },
    clients: {
      ...none,
      imported: 590,
      updated: 3,
      refused: [
        { line: 19, key: "K-1017", code: "repeated", text: "klientai.csv, 19 eilutė: eilutė tokiu pat numeriu jau yra aukščiau; palikta pirmoji. Jei tai kitas įrašas, duokite jam kitą numerį." },
        { line: 46, key: "K-1044", code: "no_surname", text: "klientai.csv, 46 eilutė, laukas „Pavardė“: nėra pavardės. Įrašykite ją ir įkelkite dar kartą." },
      ],
      warned: [{ line: 94, key: "K-1092", code: "bad_phone", text: "klientai.csv, 94 eilutė, laukas „Telefonas“: tai ne telefono numeris. Eilutė įkelta, bet nei paskambinti, nei parašyti nebus kur." }],
      missing: ["K-0951", "K-0967"],
    },
    visits: {
      ...none,
      imported: 1_310,
      refused: [{ line: 8, key: "6", code: "unknown_client", text: "vizitai.csv, 8 eilutė, laukas „Kliento Nr.“: kliento „K-9999“ klientų lentelėje nėra arba jo eilutė atmesta." }],
      warned: [{ line: 41, key: "39", code: "overlap", text: "vizitai.csv, 41 eilutė: laikas sutampa su kitu to paties darbuotojo vizitu: numeris 38, eilutė 40. Vieną iš jų perkelkite. Kol sutampa, o adresai skirtingi, vėlesnės eilutės vizitas laukia kito laiko ten, kur „Reikia Jūsų“." }],
    },
  },
});

export function settingsRoutes(world: World): Routes {
  const nouns: Record<string, object> = { office: { name: "Alytaus miesto savivaldybė" }, messages, email, sms, page: { photos: false }, tablets: { lease_days: 7 } };
  const since = new Map([[world.workers[0]?.id ?? "", 1_795_400_000]]);
  return {
    "GET settings/:noun": ({ ids }) => nouns[ids.noun ?? ""] ?? refuse("not_found"),
    "PUT settings/:noun": ({ ids, body }) => {
      const { noun = "" } = ids;
      const why = wrong(noun, body as Record<string, unknown>);
      if (why) refuse("invalid", why);
      // A secret is never told: there is one, or there is none.
      nouns[noun] = Object.fromEntries(
        Object.entries(JSON.parse(JSON.stringify(body)) as object).map(([name, value]) => [name, /secret|password/.test(name) ? Boolean(value) : (value as unknown)]),
      );
    },
    "POST messages/test": ({ body }) => {
      const { channel, to } = body as { channel: string; to: string };
      if (channel === "sms" && !/^\+?[\d ]{8,}$/.test(to)) refuse("invalid", { field: "to" });
      return to.includes("0000") ? { outcome: "never", why: "400" } : { outcome: "sent", why: "" };
    },
    "GET photos": () => world.workers.map(({ id, name }) => ({ worker: id, name, since: since.get(id) ?? null })),
    "PUT workers/:worker/photo": ({ ids }) => void since.set(ids.worker ?? "", Math.floor(Date.now() / 1000)),
    "DELETE workers/:worker/photo": ({ ids }) => void since.delete(ids.worker ?? ""),
    "GET audit": (asked) => search(world, asked),
    "GET audit/people": () => ({
      people: [...world.workers, administrator, coordinator, officer].map((one) => ({ id: "id" in one ? one.id : one.actor, name: one.name })),
      office: "office",
      server: "server",
    }),
    "POST import": ({ query }) => report(query?.mode === "apply"),
  };
}
