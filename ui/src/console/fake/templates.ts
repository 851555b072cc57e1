/** The words of messages, faked: the published Lithuanian ones, a lint that knows the commonest faults, and a preview. */
import published from "../../../../standard/messages.1.0.0.lt.json";
import type { Preview, SmsPreview, Template, TemplateWords } from "../api/messages";
import type { Fault } from "../settings/faults";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

const seconds = () => Math.floor(Date.now() / 1000);
const forms = ["sms", "sms_short", "subject", "mail", "page"];
const values: Record<string, string> = {
  when: "antradienį, lapkričio 24 d., 10:45",
  day: "antradienį, lapkričio 24 d.",
  clock: "10:45",
  old_when: "pirmadienį, lapkričio 23 d., 9:00",
  answer_by: "iki pirmadienio, 12:00",
  worker: "Rasa Kazlauskienė",
  who: "Rasa Kazlauskienė (socialinė darbuotoja)",
  minutes: "45",
  ready: "asmens dokumentą",
  link: "https://vizitai.alytus.lt/v/4fzzzxjylrxab3k7q2mnw5tdcy",
  phone: "0 315 56660",
  municipality: "Alytaus miesto savivaldybė",
  greeting: "Gerbiama Ona Petrauskiene",
};
const telling = ["who", "ready", "unit"];
/** Unknown on the person's page: it never tells the name, and is where its own link leads. */
const unknownOnPage = ["greeting", "link"];
const needed: Record<string, string[]> = { sms: ["municipality", "phone"], sms_short: ["municipality", "phone"], mail: ["greeting", "phone"] };

function all(): Template[] {
  const purposes = published.purposes as Record<string, Record<string, string[]>>;
  return ["lt", "en", "ru", "pl"].flatMap((language) =>
    Object.entries(purposes).flatMap(([purpose, words]) =>
      forms.map((form): Template => {
        const neutral = form !== "mail";
        const pieces = words[form] ?? [];
        return {
          language,
          purpose,
          form,
          neutral,
          pieces,
          own: false,
          published: pieces,
          published_version: "1.0.0",
          variables: Object.keys(values).filter((name) => !(neutral && telling.includes(name)) && !(form === "page" && unknownOnPage.includes(name))),
          needed: needed[form] ?? [],
          versions: [],
        };
      }),
    ),
  );
}

function lint({ form }: TemplateWords, pieces: string[]): Fault[] {
  const text = pieces.join(" ");
  if (pieces.some((piece) => piece.split("{").length !== piece.split("}").length)) return [{ code: "brace" }];
  const names = [...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? "");
  const unknown = names.find((name) => !(name in values));
  if (unknown !== undefined) return [{ code: "unknown_variable", name: unknown }];
  const faults: Fault[] = (needed[form] ?? []).filter((name) => !names.includes(name)).map((name) => ({ code: "missing_variable", name }));
  if (form === "mail") return faults;
  if (form === "page") faults.push(...names.filter((name) => unknownOnPage.includes(name)).map((name): Fault => ({ code: "not_known", name })));
  const words = text.replace(/\{[^}]*\}/g, " ").match(/\p{L}+/gu) ?? [];
  faults.push(...names.filter((name) => telling.includes(name)).map((name): Fault => ({ code: "telling_variable", name })));
  return [...faults, ...words.filter((word) => /^(pašalp|glob|skol)/i.test(word)).map((word): Fault => ({ code: "telling_word", word }))];
}

function sms(style: string, text: string): SmsPreview {
  const plain = style === "letters" ? text : text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[–—]/g, "-");
  // As the network counts, near enough for pictures.
  const gsm = !/[^\u0020-\u007e\n]/.test(plain);
  const [alone, joined] = gsm ? [160, 153] : [70, 67];
  const parts = plain.length <= alone ? 1 : Math.ceil(plain.length / joined);
  return { style, text: plain, parts, units: plain.length, alphabet: gsm ? "gsm7" : "ucs2", cost: parts * 45 };
}

export function templateRoutes(world: World): Routes {
  let templates = all();
  const of = (words: TemplateWords, form = words.form) =>
    templates.find((one) => one.language === words.language && one.purpose === words.purpose && one.form === form) ?? refuse("not_found");

  function preview(words: TemplateWords, greeted?: string): Preview {
    const faults = lint(words, words.pieces ?? []);
    if (faults.length > 0) refuse("template_faults", { faults } as never);
    const pieces = (form: string) => (form === words.form ? (words.pieces ?? []) : of(words, form).pieces);
    const fill = (form: string, between: string) =>
      pieces(form)
        .map((piece) => piece.replace(/\{([^}]*)\}/g, (_, name: string) => (name === "greeting" && greeted ? greeted : (values[name] ?? ""))))
        .join(between);
    const ways = [sms("letters", fill("sms", " ")), sms("plain", fill("sms_short", " ")), sms("latin", fill("sms_short", " "))];
    const [first, second] = ways;
    return { sms: (second ?? first) as SmsPreview, ways, subject: fill("subject", " "), text: fill("mail", "\n\n"), page: fill("page", " ") };
  }

  return {
    "GET messages/templates": () => templates,
    "PUT messages/templates": ({ body }) => {
      const words = body as TemplateWords;
      const { pieces, seen } = words;
      const before = of(words);
      const last = before.versions[0]?.number ?? 0;
      if (seen !== null && seen !== last) refuse("moved");
      if (pieces && lint(words, pieces).length > 0) refuse("template_faults", { faults: lint(words, pieces) } as never);
      const version = { number: last + 1, at: seconds(), by: world.who?.name ?? null, pieces };
      const after = { ...before, pieces: pieces ?? before.published, own: pieces !== null, versions: [version, ...before.versions] };
      templates = templates.map((one) => (one === before ? after : one));
    },
    "POST messages/templates/preview": ({ body }) => preview(body as TemplateWords),
    "POST clients/:client/messages/preview": ({ body, ids }) => {
      const client = world.visits.find((visit) => visit.client === ids.client) ?? refuse("not_found");
      return preview(body as TemplateWords, `Laba diena, ${client.name}`);
    },
  };
}
