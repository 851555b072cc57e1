import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AuditLine } from "../src/console/api/audit";
import type { Method } from "../src/console/api/api";
import App from "../src/console/App.svelte";
import { Fake } from "../src/console/fake/fake";
import { heldRoutes } from "../src/console/fake/messages";
import { coordinator } from "../src/console/fake/session";
import { administrator, officer } from "../src/console/fake/settings";
import { byDay, deed, deeds, reason, startOf, who } from "../src/console/settings/audit";
import { faultWords, placesOf, stretches } from "../src/console/settings/faults";
import { hoursText, readHours } from "../src/console/settings/hours";
import { withoutNotes } from "../src/console/settings/picture";
import { pairsText, priceText, readNumber, readPairs, readPrice } from "../src/console/settings/typed";
import "../src/console/catalogue";
import { has, speech, t } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
const asked: { method: Method; path: string; body: unknown; query: unknown }[] = [];
const sent = (method: Method, path: string) => asked.filter((one) => one.method === method && one.path === path);

function open(at: string, who = administrator): void {
  fake.world.who = who;
  location.hash = `#/${at}`;
  render(App, { api: fake });
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  fake = new Fake();
  asked.length = 0;
  const ask = fake.ask.bind(fake);
  vi.spyOn(fake, "ask").mockImplementation((method, path, asking) => {
    asked.push({ method, path, body: asking?.body, query: asking?.query });
    return ask(method, path, asking);
  });
});

describe("what is typed into settings", () => {
  it.each([
    ["8:00–20:00", { from: 480, to: 1200 }],
    ["8-20", { from: 480, to: 1200 }],
    ["8.30 - 24:00", { from: 510, to: 1440 }],
    ["", null],
    ["20:00–8:00", undefined],
    ["8:60–20:00", undefined],
    ["nuo ryto", undefined],
  ])("hours %s", (text, expected) => expect(readHours(text)).toEqual(expected));

  it.each([
    ["0,045", 45],
    ["0.05", 50],
    ["1", 1000],
    ["", 0],
    ["penki", undefined],
    ["0,0451", undefined],
  ])("a price %s", (text, expected) => expect(readPrice(text)).toBe(expected));

  it.each([
    ["60", 60],
    ["", 0],
    ["70000", undefined],
    ["-1", undefined],
  ])("a number %s", (text, expected) => expect(readNumber(text, 65535)).toBe(expected));

  it("comes back as it was typed", () => {
    expect(hoursText({ from: 480, to: 1440 })).toBe("8:00–24:00");
    expect([priceText(45), priceText(50), priceText(0)]).toEqual(["0,045", "0,05", ""]);
    const pairs = { to: "{to}", authorization: "Bearer a=b" };
    expect(readPairs(pairsText(pairs))).toEqual(pairs);
    expect(readPairs("be lygybės")).toBeUndefined();
  });
});

describe("settings", () => {
  it("say at the field what the server would not take, and keep what is typed", async () => {
    open("office/settings/email");
    const host = await screen.findByLabelText<HTMLInputElement>("Serverio vardas");
    await user.clear(host);
    await user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await waitFor(() => expect(host.getAttribute("aria-invalid")).toBe("true"));
    expect(host.parentElement?.textContent).toContain("Įrašykite pašto serverio vardą.");
    await waitFor(() => expect(document.activeElement).toBe(host));
    await user.type(host, "mail.example");
    await user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await screen.findByText("Išsaugota. Galioja nuo kito pranešimo.");
    expect(host.getAttribute("aria-invalid")).toBeNull();
  });

  it.each([
    ["", "Įrašykite SMS tiekėjo adresą"],
    ["sms tiekejas", "Tai ne adresas."],
    ["http://sms.tiekejas.lt/", "Adresas neapsaugotas."],
  ])("say what is wrong with the address %s", async (typed, words) => {
    open("office/settings/sms");
    const url = await screen.findByLabelText<HTMLInputElement>("Adresas");
    await user.clear(url);
    if (typed) await user.type(url, typed);
    await user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await waitFor(() => expect(url.parentElement?.textContent).toContain(words));
  });

  it("never show a secret, keep it when nothing is typed, and remove it only when asked", async () => {
    open("office/settings/email");
    const secret = await screen.findByLabelText<HTMLInputElement>("Slaptažodis");
    expect([secret.type, secret.value]).toEqual(["password", ""]);
    const save = () => user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    const last = () => (sent("PUT", "settings/email").at(-1)?.body as { password: unknown }).password;
    await user.type(screen.getByLabelText("Prievadas"), "1");
    await save();
    await waitFor(() => expect(last()).toBe(true));
    await user.type(secret, "nauja");
    await save();
    await waitFor(() => expect(last()).toBe("nauja"));
    await waitFor(() => expect(secret.value).toBe(""));
    await user.click(screen.getByRole("button", { name: /^Pašalinti.*Slaptažodis/ }));
    await save();
    await waitFor(() => expect(last()).toBe(false));
  });

  it("send hours, price and fields as the server keeps them", async () => {
    open("office/settings/messages");
    const sunday = await screen.findByLabelText("Sekmadienis");
    await user.type(sunday, "nuo ryto");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Išsaugoti" }).disabled).toBe(true);
    await user.clear(sunday);
    await user.type(sunday, "12-16");
    await user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await waitFor(() => expect(sent("PUT", "settings/messages")).toHaveLength(1));
    const { hours, fallback } = sent("PUT", "settings/messages")[0]?.body as { hours: unknown[]; fallback: unknown };
    expect([hours[6], fallback]).toEqual([{ from: 720, to: 960 }, ["sms", "email"]]);
    location.hash = "#/office/settings/sms";
    const price = await screen.findByLabelText("Vienos dalies kaina, €");
    await user.clear(price);
    await user.type(price, "0,06");
    await user.click(screen.getByRole("radio", { name: /Su visomis raidėmis/ }));
    await user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await waitFor(() => expect(sent("PUT", "settings/sms")).toHaveLength(1));
    expect(sent("PUT", "settings/sms")[0]?.body).toMatchObject({
      price_thousandths: 60,
      letters: "letters",
      secret: true,
      fields: { to: "{to}", text: "{text}", reference: "{id}" },
      status: { delivered: ["delivered", "DELIVRD"] },
    });
  });

  it.each([
    ["sms", "call_back_signature", "call_back_time"],
    ["email", "bounce_signature", "bounce_time"],
  ] as const)("take no time of a call by %s that nobody signs", async (noun, signature, time) => {
    open(`office/settings/${noun}`);
    const signed = await screen.findByLabelText<HTMLInputElement>("Tiekėjo parašo antraštė");
    const timed = screen.getByLabelText("Parašo laiko antraštė");
    const save = () => user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await user.clear(signed);
    await user.clear(timed);
    await user.type(timed, "x-laikas");
    await save();
    await screen.findByText("Įrašykite ir parašo antraštę: nepasirašytas laikas nieko neįrodo.");
    expect(signed.getAttribute("aria-invalid")).toBe("true");
    expect(signed.closest("details")?.open).toBe(true);
    await user.type(signed, "x-parasas");
    await save();
    await waitFor(() => expect(sent("PUT", `settings/${noun}`)).toHaveLength(2));
    expect(sent("PUT", `settings/${noun}`)[1]?.body).toMatchObject({ [signature]: "x-parasas", [time]: "x-laikas" });
  });

  it("try a carrier and say what became of it", async () => {
    open("office/settings/sms");
    await user.click(await screen.findByRole("button", { name: "Bandomoji SMS…" }));
    const sheet = within(await screen.findByRole("dialog"));
    const to = sheet.getByLabelText<HTMLInputElement>("Jūsų telefonas");
    await user.type(to, "niekur");
    await user.click(sheet.getByRole("button", { name: "Siųsti" }));
    await waitFor(() => expect(to.getAttribute("aria-invalid")).toBe("true"));
    await user.clear(to);
    await user.type(to, "+370 6000 0000");
    await user.click(sheet.getByRole("button", { name: "Siųsti" }));
    await sheet.findByText("Tiekėjo kodas: 400");
    await user.type(to, "1");
    await user.clear(to);
    await user.type(to, "+370 612 34567");
    await user.click(sheet.getByRole("button", { name: "Siųsti" }));
    await sheet.findByText("Tiekėjas priėmė. Pažiūrėkite, ar gavote.");
  });
});

describe("photos", () => {
  it("lose what programs write beside the picture", () => {
    const [start, jfif, profile, exif, note, frame, scan] = [
      [0xff, 0xd8],
      [0xff, 0xe0, 0, 4, 1, 2],
      [0xff, 0xe2, 0, 5, 9, 9, 9],
      [0xff, 0xe1, 0, 3, 9],
      [0xff, 0xfe, 0, 3, 9],
      [0xff, 0xc0, 0, 3, 7],
      [0xff, 0xda, 0, 3, 1, 0xff, 0, 5, 0xff, 0xd9],
    ];
    const all = [start, jfif, profile, exif, note, frame, scan].flat() as number[];
    expect([...withoutNotes(new Uint8Array(all))]).toEqual([start, jfif, frame, scan].flat());
  });

  // Nothing draws here: what is drawn anew is looked at by the walk through a real browser.
  beforeEach(() => {
    vi.stubGlobal("createImageBitmap", (file: File) => (file.name.endsWith(".jpg") ? Promise.resolve({ width: 800, height: 600, close: () => undefined }) : Promise.reject(new Error("none"))));
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue({ drawImage: () => undefined } as never);
    vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation((done) => done(new Blob(["x"], { type: "image/jpeg" })));
  });

  it("are drawn anew, put and taken away, each with a word", async () => {
    open("office/settings/page");
    const worker = fake.world.workers[1];
    const input = await screen.findByLabelText<HTMLInputElement>(new RegExp(`Įkelti.*${worker?.name}`));
    await user.upload(input, new File(["exif"], "a.jpg", { type: "image/jpeg" }));
    await screen.findByText(`Nuotrauka įkelta: ${worker?.name}.`);
    expect((sent("PUT", `workers/${worker?.id}/photo`)[0]?.body as Blob).type).toBe("image/jpeg");
    screen.getByRole("img", { name: `${worker?.name} (nuotrauka)` });
    await user.click(screen.getByRole("button", { name: new RegExp(`Pašalinti.*${worker?.name}`) }));
    await waitFor(() => expect(screen.queryByRole("img", { name: `${worker?.name} (nuotrauka)` })).toBeNull());
  });

  it("that are none are refused with a word, and nothing is sent", async () => {
    open("office/settings/page");
    const worker = fake.world.workers[1];
    const input = await screen.findByLabelText<HTMLInputElement>(new RegExp(`Įkelti.*${worker?.name}`));
    await user.upload(input, new File(["x"], "a.png", { type: "image/png" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Tai ne nuotrauka");
    expect(sent("PUT", `workers/${worker?.id}/photo`)).toEqual([]);
  });
});

describe("messages held after a restore", () => {
  it("stand above every place with their numbers, and go out when the head says so", async () => {
    fake.add(heldRoutes());
    open("inbox", { ...coordinator, role: "head" });
    await screen.findByText(/Laukia 14 pranešimų/);
    screen.getByText(/3 iš jų galėjo būti išsiųsti dar prieš atkūrimą/);
    await user.click(screen.getByRole("button", { name: "Išleisti…" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Išleisti" }));
    await waitFor(() => expect(screen.queryByText(/Laukia 14 pranešimų/)).toBeNull());
    expect(sent("POST", "messages/release")).toHaveLength(1);
  });

  it("are seen by a coordinator, who is told who can let them out", async () => {
    fake.add(heldRoutes());
    open("inbox", coordinator);
    await screen.findByText(/Išleisti juos gali skyriaus vadovas arba administratorius/);
    expect(screen.queryByRole("button", { name: "Išleisti…" })).toBeNull();
  });
});

describe("books", () => {
  const file = (name: string) => new File(["Kodas;Vardas\n"], name, { type: "text/csv" });

  it("are tried first, and go in only when the report was seen", async () => {
    open("office/import");
    const input = await screen.findByLabelText<HTMLInputElement>(/Pasirinkti failus/);
    await user.upload(input, [file("darbuotojai.csv"), file("klientai.csv")]);
    await user.click(screen.getByRole("button", { name: /Nekelti.*darbuotojai/ }));
    await user.click(screen.getByRole("button", { name: "Patikrinti" }));
    await screen.findByRole("heading", { name: "Štai kas būtų įkelta" });
    expect(sent("POST", "import").map(({ query }) => query)).toEqual([{ mode: "check", language: "lt" }]);
    const people = within(screen.getByRole("region", { name: "Žmonės" }));
    people.getByText(/palikta pirmoji/);
    people.getByText("K-1044");
    await user.click(screen.getByRole("button", { name: /^Įkelti 1.927 eilutes$/ }));
    await screen.findByRole("heading", { name: "Įkelta" });
    screen.getByText(/2 įrašai prieštarauja/);
    expect(sent("POST", "import").map(({ query, body }) => [(query as { mode: string }).mode, (body as File[]).map(({ name }) => name)])).toEqual([
      ["check", ["klientai.csv"]],
      ["apply", ["klientai.csv"]],
    ]);
  });

  it("say that nothing has changed when they are refused", async () => {
    fake.add({ "POST import": () => { throw { code: "too_large", args: {} }; } });
    open("office/import");
    await user.upload(await screen.findByLabelText(/Pasirinkti failus/), [file("klientai.csv")]);
    await user.click(screen.getByRole("button", { name: "Patikrinti" }));
    expect((await screen.findByRole("alert")).textContent).toMatch(/Failai per dideli.*Niekas nepasikeitė/s);
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Patikrinti" }).disabled).toBe(false);
  });

  it("are an administrator's alone", async () => {
    open("office/import", officer);
    // An address that is not this person's opens the first tab that is.
    await screen.findByRole("heading", { level: 1, name: "Darbuotojai" });
    expect(screen.queryByLabelText(/Pasirinkti failus/)).toBeNull();
  });
});

describe("the audit", () => {
  const line = (of: Partial<AuditLine>): AuditLine => ({
    number: 1, at: 0, actor: "a", name: "Rasa", deed: "opened", about: null, about_kind: null, about_name: null, reason: "", ...of,
  });

  it("has a sentence in both languages for every deed that the server writes down", () => {
    const sources = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return ["tests", "conformance"].includes(entry.name) ? [] : sources(path);
        return /^(tests|conformance)\.rs$/.test(entry.name) ? [] : [readFileSync(path, "utf8")];
      });
    const code = sources("../crates/server/src").join("\n");
    const written = [...code.matchAll(/(?:\.audit(?:_because)?\([^;]*?|\.(?:record|beyond)\(\s*)"([a-z][a-z -]+)"/g)].map((match) => match[1] ?? "");
    expect(written).toContain("messages released");
    expect(written.length).toBeGreaterThan(20);
    for (const language of ["lt", "en"] as const) {
      speech.language = language;
      for (const deed of new Set([...written, ...deeds])) expect(has(`deed-${deed.replace(/ /g, "_")}`), deed).toBe(true);
      for (const deed of deeds) expect(has(`deed-name-${deed}`), deed).toBe(true);
    }
  });

  it("says codes in words", () => {
    const people = { people: [], office: "office", server: "server" };
    expect(who(line({ actor: "office", name: null }), people)).toBe("Serverio komandinė eilutė");
    expect(who(line({ name: null }), people)).toBe("Nežinomas žmogus");
    expect(reason(line({ deed: "words_changed", reason: "lt agreed sms" }))).toBe("Patvirtintas laikas, SMS, lietuvių");
    expect(reason(line({ deed: "staff_changed", reason: "Ona head disabled" }))).toBe("Ona skyriaus vadovas nebeįleidžiamas");
    expect(reason(line({ reason: "sms klausė head" }))).toBe("sms klausė head");
    expect(deed(line({ deed: "never_heard_of" }))).toBe("atliko veiksmą „never heard of“");
  });

  it.each([
    ["2026-11-23", 0, "2026-11-22T22:00:00Z"],
    ["2026-11-23", 1, "2026-11-23T22:00:00Z"],
    ["2026-03-29", 0, "2026-03-28T22:00:00Z"],
    ["2026-03-29", 1, "2026-03-29T21:00:00Z"],
    ["2026-10-25", 0, "2026-10-24T21:00:00Z"],
    ["2026-10-25", 1, "2026-10-25T22:00:00Z"],
  ])("begins %s, %d days on, with the office's midnight", (day, after, expected) =>
    expect(startOf(day, after)).toBe(Date.parse(expected) / 1000));

  it("stands under its days", () => {
    const at = (iso: string) => line({ at: Date.parse(iso) / 1000 });
    const days = byDay([at("2026-11-23T10:00:00Z"), at("2026-11-22T22:30:00Z"), at("2026-11-22T21:00:00Z")]);
    expect(days.map(({ day, lines }) => [day, lines.length])).toEqual([["2026-11-23", 2], ["2026-11-22", 1]]);
  });

  it("is narrowed by person, deed and client, goes on page by page, and no name stands in the address", async () => {
    open("office/audit", officer);
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(6));
    await user.click(screen.getByRole("button", { name: "Rodyti senesnius" }));
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(9));
    screen.getByText("Senesnių įrašų nėra.");
    await user.selectOptions(screen.getByLabelText("Kas"), "Vilma Jankauskienė");
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
    await user.click(screen.getByRole("button", { name: "Rodyti viską" }));
    await user.selectOptions(screen.getByLabelText("Ką darė"), "Žiūrėjo į žmogų");
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
    await user.click(screen.getAllByRole("button", { name: /^Kas dar žiūrėjo/ })[0] as HTMLElement);
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(1));
    const seen = fake.world.visits[0];
    await user.click(screen.getByRole("button", { name: "Kitas žmogus" }));
    await user.type(screen.getByLabelText("Apie kurį žmogų"), seen?.name?.slice(0, 4) ?? "");
    await user.click((await within(await screen.findByRole("list", { name: "Rasti žmonės" })).findAllByRole("button"))[0] as HTMLElement);
    await waitFor(() => expect((sent("GET", "audit").at(-1)?.query as { about: string }).about).toBeTruthy());
    expect(location.hash).toBe("#/office/audit");
  });

  it("says when there is nothing, and what to do", async () => {
    open("office/audit/niekas", officer);
    await screen.findByText("Įrašų nėra");
    await user.click(screen.getByRole("button", { name: "Rodyti viską" }));
    await waitFor(() => expect(screen.getAllByRole("listitem").length).toBeGreaterThan(1));
  });
});

describe("what the lint objects to", () => {
  it.each([
    [{ code: "unknown_variable", name: "kada" }, ["Atvyksime {kada}.", "{kada}"], [[0, 10, 16], [1, 0, 6]]],
    [{ code: "telling_word", word: "skola" }, ["mokyklos skolag, skola"], [[0, 17, 22]]],
    [{ code: "brace" }, ["{when}, {phone"], [[0, 8, 9]]],
    [{ code: "brace" }, ["when}"], [[0, 4, 5]]],
    [{ code: "brace" }, ["{when {day}"], [[0, 0, 1]]],
    [{ code: "missing_variable", name: "phone" }, ["{when}"], []],
  ] as const)("%o stands at its words", (fault, pieces, expected) =>
    expect(placesOf(fault, [...pieces]).map(({ piece, from, to }) => [piece, from, to])).toEqual(expected));

  it("is cut out of its text", () => {
    expect(stretches("Dėl pašalpos.", [{ piece: 0, from: 4, to: 12 }])).toEqual([
      { text: "Dėl ", wrong: false },
      { text: "pašalpos", wrong: true },
      { text: ".", wrong: false },
    ]);
  });

  it("has words in both languages for every code of the lint", () => {
    const lint = readFileSync("../crates/message/src/lint.rs", "utf8");
    const body = /pub enum Fault \{([\s\S]*?)\n\}/.exec(lint)?.[1] ?? "";
    const codes = [...body.matchAll(/^ {4}([A-Z]\w+)/gm)].map((match) => (match[1] ?? "").replace(/(?!^)[A-Z]/g, "_$&").toLowerCase());
    expect(codes).toHaveLength(7);
    const variables = readFileSync("../crates/message/src/variable.rs", "utf8");
    const names = [...variables.matchAll(/Self::\w+ => "(\w+)"/g)].map((match) => match[1] ?? "");
    expect(names).toHaveLength(22);
    for (const language of ["lt", "en"] as const) {
      speech.language = language;
      for (const code of codes) expect(faultWords({ code: code as "brace", name: "when", word: "skola" })).not.toContain("fault-");
      for (const name of names) expect(has(`var-${name}`), name).toBe(true);
    }
  });
});

describe("a template", () => {
  const save = () => screen.getByRole<HTMLButtonElement>("button", { name: "Išsaugoti naują versiją" });
  const piece = (number: number) => screen.findByLabelText<HTMLTextAreaElement>(`${number} dalis`);

  it("shows its parts and cost with all marks and without, side by side", async () => {
    open("office/templates/lt/agreed/sms", officer);
    const letters = within(await screen.findByRole("region", { name: "Su visomis raidėmis" }));
    letters.getByText("4 dalys");
    letters.getByText("Kaina 0,18 €");
    const plain = within(screen.getByRole("region", { name: "Be ženklų virš raidžių" }));
    plain.getByText("1 dalis");
    plain.getByText(/Taip siunčiama dabar/);
  });

  it("is never kept while a word tells of the service; the word is shown where it stands", async () => {
    open("office/templates/lt/agreed/sms", officer);
    const second = await piece(2);
    await user.clear(second);
    await user.type(second, "Dėl pašalpos ateis {{who}.");
    await screen.findByText(/Žodis „pašalpos“ išduoda/);
    expect(second.getAttribute("aria-invalid")).toBe("true");
    expect(save().disabled).toBe(true);
    const [, show] = await screen.findAllByRole("button", { name: "Parodyti" });
    await user.click(show as HTMLElement);
    expect(second.value.slice(second.selectionStart, second.selectionEnd)).toBe("pašalpos");
    await user.clear(second);
    await user.type(second, "Atvyks {{worker}.");
    await waitFor(() => expect(screen.queryByText(/išduoda/)).toBeNull());
    expect(sent("PUT", "messages/templates")).toHaveLength(0);
  });

  it("is kept as a new version, can be taken back, and stands among its versions", async () => {
    open("office/templates/lt/agreed/sms", officer);
    const second = await piece(2);
    await user.clear(second);
    await user.type(second, "Ateis {{worker}.");
    await waitFor(() => expect(save().disabled).toBe(false));
    await user.click(save());
    await screen.findByText("Išsaugota 1 versija. Galioja nuo kito pranešimo.");
    expect(sent("PUT", "messages/templates")[0]?.body).toMatchObject({ language: "lt", purpose: "agreed", form: "sms", seen: 0 });
    await screen.findByText("Ankstesnės versijos (1)");
    await user.click(screen.getByRole("button", { name: "Grąžinti" }));
    await screen.findByText("Ankstesnės versijos (2)");
    expect(sent("PUT", "messages/templates")[1]?.body).toMatchObject({ pieces: null, seen: 1 });
    await waitFor(async () => expect((await piece(2)).value).toBe("Atvyks {worker}."));
  });

  it("goes back to the standard's words", async () => {
    open("office/templates/lt/agreed/sms", officer);
    await user.type(await piece(4), " Laukiame!");
    await waitFor(() => expect(save().disabled).toBe(false));
    await user.click(save());
    await screen.findByText(/Galioja įstaigos žodžiai, 1 versija/);
    await user.click(screen.getByRole("button", { name: "Grąžinti standarto žodžius" }));
    const back = await screen.findByRole<HTMLButtonElement>("button", { name: "Išsaugoti standarto žodžius" });
    await waitFor(() => expect(back.disabled).toBe(false));
    await user.click(back);
    await screen.findByText(/Galioja standarto žodžiai, 1\.0\.0 versija/);
  });

  it("is shown with a real person to whoever sees people, and to nobody else", async () => {
    open("office/templates/lt/agreed/mail", officer);
    const name = fake.world.visits[0]?.name ?? "";
    await user.type(await screen.findByLabelText("Parodyti su tikru žmogumi"), name.slice(0, 4));
    const list = within(await screen.findByRole("list", { name: "Rasti žmonės" }));
    await user.click((await list.findAllByRole("button"))[0] as HTMLElement);
    await screen.findByText(/Laba diena, /);
    expect(asked.some(({ path }) => /^clients\/[^/]+\/messages\/preview$/.test(path))).toBe(true);
    expect(t("template-real")).toContain("Nieko neišsiunčiama");
  });

  it("offers an administrator an invented visit alone", async () => {
    open("office/templates/lt/agreed/mail", administrator);
    await screen.findByText(/Su išgalvotu vizitu/);
    expect(screen.queryByLabelText("Parodyti su tikru žmogumi")).toBeNull();
  });

  it("gets a variable where the cursor stands", async () => {
    open("office/templates/lt/agreed/sms", officer);
    const second = await piece(2);
    await user.clear(second);
    await user.type(second, "Ateis .");
    second.setSelectionRange(6, 6);
    await user.click(screen.getByRole("button", { name: /^kas atvyks/ }));
    await waitFor(() => expect(second.value).toBe("Ateis {worker}."));
  });
});
