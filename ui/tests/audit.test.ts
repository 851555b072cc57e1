import { readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Method } from "../src/console/api/api";
import App from "../src/console/App.svelte";
import { Fake } from "../src/console/fake/fake";
import { administrator, officer } from "../src/console/fake/settings";
import "../src/console/catalogue";
import { deeds, tries } from "../src/console/settings/audit";
import { has, speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
const asked: { method: Method; path: string }[] = [];
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
    asked.push({ method, path });
    return ask(method, path, asking);
  });
});

describe("the pages of the audit", () => {
  it("tell an officer who saw a client, narrowed by person", async () => {
    open("office/audit/saw/c0", officer);
    const days = await screen.findAllByText(/žiūrėjo konsolėje/u);
    expect(days.length).toBeGreaterThan(1);
    expect(screen.getByText(/parengė viską, kas apie žmogų saugoma/u), "no mere look").toBeTruthy();
    expect(screen.getByText(/norėjo pažiūrėti, bet neleista/u)).toBeTruthy();
    expect(sent("GET", "audit/who-saw/c0")).toHaveLength(1);
    const people = screen.getByLabelText<HTMLSelectElement>("Kas");
    await user.selectOptions(people, [...people.options][1]?.value ?? "");
    await waitFor(() => expect(screen.queryByText(/bet neleista/u)).toBeNull());
    expect(sent("GET", "audit/who-saw/c0"), "what is there is narrowed, not asked for anew").toHaveLength(1);
  });

  it("tell an administrator nobody's name, and ask for the whole number", async () => {
    open("office/audit/saw");
    await user.type(await screen.findByLabelText(/Žmogaus Nr\./u), "c0");
    await user.click(screen.getByRole("button", { name: "Rodyti" }));
    expect(await screen.findByRole("heading", { name: /Žmogus Nr\./u })).toBeTruthy();
    expect(screen.queryByText(fake.world.visits[0]?.name ?? "-")).toBeNull();
  });

  it("tell what was on a tablet, fit to print", async () => {
    const print = vi.fn();
    vi.stubGlobal("print", print);
    open("office/audit/tablets", officer);
    await user.selectOptions(await screen.findByLabelText("Planšetė"), "t1");
    expect(await screen.findByRole("heading", { name: /Joje yra arba gali būti 6 žmonės/u })).toBeTruthy();
    expect(screen.getByRole("heading", { name: /1 žmogaus duomenys iš jos jau pašalinti/u })).toBeTruthy();
    expect(screen.getAllByText("gali būti joje")).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Spausdinti" }));
    expect(print).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it("walk the chain on demand and say in plain words what was found", async () => {
    open("office/audit/chain");
    await user.click(await screen.findByRole("button", { name: "Patikrinti visą" }));
    expect(await screen.findByText(/Žurnalas nepakeistas/u)).toBeTruthy();
    fake.world.spoilt = true;
    await user.click(screen.getByRole("button", { name: "Patikrinti visą" }));
    expect(await screen.findByText(/17\s?204 įrašas .* nėra toks, koks buvo užrašytas/u)).toBeTruthy();
    expect(screen.getByText(/nedelsdami praneškite/u)).toBeTruthy();
    for (const language of ["lt", "en"] as const) {
      speech.language = language;
      for (const why of ["missing", "altered", "unreadable", "beside", "rewritten", "cut", "unsigned"]) expect(has(`chain-fault-${why}`), why).toBe(true);
    }
  });

  it("show wrong tries of every kind", async () => {
    fake.add({
      "GET audit": ({ query }) => ({
        lines: query?.deed === "wrong_pin_tries" ? [{ number: 9, at: 1_795_400_000, actor: "w1", name: "Rasa Urbonaitė", deed: "wrong_pin_tries", about: null, about_kind: null, about_name: null, reason: "3" }] : [],
        next: null,
      }),
    });
    open("office/audit/tries", officer);
    expect((await screen.findByText(/įvedė netinkamą PIN kodą/u)).textContent).toMatch(/3 kartus/u);
  });
});

describe("a page of the audit that did not come", () => {
  const again = async () => user.click(await screen.findByRole("button", { name: "Bandyti dar kartą" }));
  /** Fails once; then answers as ever. */
  function failing(path: RegExp): void {
    const down = Promise.reject({ code: "unreachable", args: {} });
    down.catch(() => undefined);
    const ask = vi.mocked(fake.ask).getMockImplementation();
    let failed = false;
    vi.mocked(fake.ask).mockImplementation((method, at, asking) => {
      if (failed || !path.test(at)) return ask?.(method, at, asking) ?? down;
      failed = true;
      return down;
    });
  }

  it.each([
    ["office/audit", /^audit$/, /Senesnių įrašų nėra|Rodyti senesnius/u],
    ["office/audit/tries", /^audit$/, /bandymų nebuvo|Kiekvienos rūšies/u],
    ["office/audit/saw/c0", /^audit\/who-saw/, /žiūrėjo konsolėje/u],
    ["office/audit/tablets/t1", /^audit\/tablets$/, /Joje yra arba gali būti/u],
    ["office/audit/tablets/t1", /^audit\/tablets\/t1$/, /Joje yra arba gali būti/u],
    ["office/settings/office", /^settings\/office$/, /Išsaugoti/u],
  ])("%s comes when it is asked for again (%s)", async (at, path, words) => {
    failing(path);
    open(at);
    await again();
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
  });

  it("goes on where it stood, when older lines did not come", async () => {
    const line = (number: number) => ({ number, at: 1_795_400_000 - number, actor: "w1", name: `Žmogus ${number}`, deed: "opened", about: null, about_kind: null, about_name: null, reason: "" });
    let tries = 0;
    fake.add({
      "GET audit": ({ query }) => {
        if (!query?.before) return { lines: [line(1)], next: 1 };
        return tries++ ? { lines: [line(2)], next: null } : Promise.reject({ code: "unreachable", args: {} });
      },
    });
    open("office/audit");
    await screen.findByText("Žmogus 1");
    await user.click(screen.getByRole("button", { name: "Rodyti senesnius" }));
    await again();
    await screen.findByText("Žmogus 2");
    expect(screen.getByText("Žmogus 1")).toBeTruthy();
  });
});

describe("an answer that comes late", () => {
  it("is not shown once the person was dropped", async () => {
    let answer: (saw: unknown) => void = () => undefined;
    const late = new Promise((resolve) => (answer = resolve));
    const told = await fake.ask("GET", "audit/who-saw/c0");
    fake.add({ "GET audit/who-saw/:person": () => late });
    open("office/audit/saw/c0", officer);
    await user.click(await screen.findByRole("button", { name: "Kitas žmogus" }));
    answer(told);
    await late;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(screen.queryByText(/žiūrėjo konsolėje/u)).toBeNull();
    expect(screen.queryByRole("button", { name: "Spausdinti" })).toBeNull();
  });
});

describe("the deeds of the audit", () => {
  /** Words of deeds that are written no more, or that no record bears: they are read and not looked for. */
  const older = ["books_uploaded", "let_messages_out", "other"];
  const known: readonly string[] = deeds;

  it.each(["lt", "en"])("can all be looked for by a name, in %s", (language) => {
    const ids = new FluentResource(readFileSync(`../locales/${language}/settings.ftl`, "utf8")).body.map(({ id }) => id);
    const begun = (start: string) => ids.filter((id) => id.startsWith(start)).map((id) => id.slice(start.length));
    const names = begun("deed-name-");
    const said = begun("deed-").filter((id) => !id.startsWith("name-"));
    expect(said.filter((one) => !known.includes(one)).sort(), "said and not looked for").toEqual(older);
    expect(names.filter((one) => !known.includes(one)), "named and not looked for").toEqual([]);
    for (const one of known) expect([said.includes(one), names.includes(one)], one).toEqual([true, true]);
    expect(new Set(known).size).toBe(known.length);
  });

  it("hold every wrong try: nobody is let by unseen", () => {
    for (const one of tries) expect(known, one).toContain(one);
    // Whatever is refused at a door or a proof is one; who may not see a record or a tablet is another matter.
    const refused = known.filter((one) => /_refused$|_unproved$|_went_back$|_held_back$|^wrong_|^enrolment_code_(?!given)/u.test(one));
    expect(refused.filter((one) => !tries.some((is) => is === one))).toEqual(["own_record_refused", "tablet_refused"]);
  });
});
