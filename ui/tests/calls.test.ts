import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Fake } from "../src/backend/fake/fake";
import App from "../src/field/App.svelte";
import type { Field } from "../src/field/field.svelte";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let field: Field;

beforeEach(() => {
  speech.language = "lt";
  fake = new Fake();
});

async function open(): Promise<void> {
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
  await waitFor(() => expect(field.status).not.toBeNull());
}

const tap = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));
const task = (id: string) => fake.world.calls.find((call) => call.id === id);
const section = async (name: RegExp) => (await screen.findByRole("heading", { name })).closest("section") as HTMLElement;

describe("calls to make", () => {
  it("stand above the visits when they are due today, and lead to the others", async () => {
    await open();
    const calls = await section(/^Reikia paskambinti 3$/);
    expect(calls.textContent).toContain("Vytautas Ąžuolis · vėluoja");
    expect(calls.textContent).toContain("Pranešimas nepasiekė. Paskambinkite ir pasakykite.");
    expect(calls.compareDocumentPosition(screen.getByRole("region", { name: "Dienos vizitai" }))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await tap("Dar 1 skambutis");
    await screen.findByRole("heading", { name: "Pažadai" });
    const others = await section(/^Skambina kolegos/);
    expect(others.textContent).toContain("skambina skyrius");
  });

  it("are made by the script, with the number and what was agreed", async () => {
    const dial = vi.spyOn(fake, "openCall");
    await open();
    await tap("Skambinti: Ona Petrauskienė");
    const sheet = await screen.findByRole("dialog");
    expect(within(sheet).getByText("0 600 00101")).toBeTruthy();
    expect(within(sheet).getByText("Žadėjo būti namie po pietų.")).toBeTruthy();
    expect(within(sheet).getAllByRole("listitem").length).toBeGreaterThan(3);
    await waitFor(() => expect(sheet.textContent).toContain("„Skambinu iš: Ežerynų savivaldybės Socialinės paramos skyrius. Aš – Rasa Vaitkevičiūtė, socialinė darbuotoja."));
    await user.click(within(sheet).getByRole("button", { name: "Skambinti" }));
    expect(dial).toHaveBeenCalledExactlyOnceWith({ person: "ona", contact: null });
    await user.click(within(sheet).getByLabelText("Pasikalbėjome"));
    expect(within(sheet).getByRole("button", { name: "Įrašyti" })).toHaveProperty("disabled", true);
    await user.type(within(sheet).getByLabelText("Kas sutarta"), "Ateisiu ketvirtadienį.");
    await user.click(within(sheet).getByRole("button", { name: "Įrašyti" }));
    await screen.findByText("Skambutis užrašytas ir užbaigtas.");
    expect(task("t2")?.end).toMatchObject({ result: "done", words: "Ateisiu ketvirtadienį." });
    expect(screen.queryByRole("button", { name: "Skambinti: Ona Petrauskienė" })).toBeNull();
  });

  it("stay while nobody answers, and are made again when she says", async () => {
    await open();
    await tap("Skambinti: Ona Petrauskienė");
    await user.click(await screen.findByLabelText("Neatsiliepė"));
    await screen.findByText("Skambutis lieka sąraše, kol žmogų pasieksite.");
    await user.click(screen.getByLabelText("Rytoj, 9:00"));
    await tap("Įrašyti");
    await screen.findByText(/Skambinkite dar kartą: rytoj, 9:00/);
    expect(task("t2")).toMatchObject({ end: null, due: { day: "2026-11-24", time: "9:00" } });
    expect(fake.world.calls.length).toBe(5);
  });

  it("that are not needed say why, and can be taken back", async () => {
    await open();
    await tap("Skambinti: Vytautas Ąžuolis");
    await user.click(await screen.findByLabelText("Nebereikia"));
    await user.type(screen.getByLabelText("Kodėl nebereikia"), "Paskambino pats.");
    await tap("Įrašyti");
    await screen.findByText("Pažymėta, kad skambinti nebereikia.");
    expect(task("t1")?.end).toMatchObject({ result: "notNeeded", words: "Paskambino pats." });
    await tap("Grąžinti");
    await waitFor(() => expect(task("t1")?.end).toBeNull());
  });

  it("are taken, and left to the office", async () => {
    await open();
    await tap("Skambinti: Vytautas Ąžuolis");
    await tap("Paskambinsiu aš");
    await screen.findByRole("button", { name: "Palikti skyriui" });
    expect(task("t1")?.owner).toEqual({ type: "me" });
    await tap("Palikti skyriui");
    await screen.findByRole("button", { name: "Paskambinsiu aš" });
    expect(task("t1")?.owner).toEqual({ type: "office" });
  });

  it("that two settled say who did, and what the other wrote; they may be made after all", async () => {
    await open();
    field.go({ at: "promises" });
    const ended = await section(/^Neseniai užbaigta/);
    expect(ended.textContent).toMatch(/Asta Daukšienė pažymėjo, kad nebereikia.*Atrašė pati\./);
    expect(ended.textContent).toMatch(/užrašyta ir kitaip.*Jūs sutarė.*Patvirtino, lauks antradienį\./);
    await tap("Vis tiek reikia paskambinti");
    await waitFor(() => expect(task("t5")?.end).toBeNull());
  });
});

describe("a call", () => {
  it("that nobody answered says when to call again", async () => {
    await open();
    field.ask({ sheet: "call", person: "jonas", name: "Jonas Miškinis", visit: null, number: "0 600 00103" });
    await user.click(await screen.findByLabelText("Neatsiliepė"));
    expect(await screen.findByLabelText("Šiandien, 10:20")).toHaveProperty("checked", true);
    await user.click(screen.getByLabelText("Rytoj, 9:00"));
    await tap("Įrašyti");
    await screen.findByText("Skambutis užrašytas. Skambinkite dar kartą: rytoj, 9:00.");
    expect(fake.world.calls.at(-1)).toMatchObject({ person: "jonas", cause: "missedCall", due: { day: "2026-11-24", time: "9:00" } });
  });

  it("by somebody near keeps the standard's fields", async () => {
    await open();
    field.ask({ sheet: "call", person: "jonas", name: "Jonas Miškinis", visit: null, number: null });
    await user.click(await screen.findByLabelText("Skambino man"));
    await user.click(screen.getByLabelText("Pasikalbėjome"));
    await user.click(screen.getByText("Kalbėjo kas nors kitas arba iš kito numerio"));
    await user.type(screen.getByLabelText("Kas kalbėjo"), "Rasa Miškinytė");
    await user.type(screen.getByLabelText("Įstaiga"), "Poliklinika");
    await user.type(screen.getByLabelText("Pareigos"), "slaugytoja");
    await user.type(screen.getByLabelText("Telefonas"), "0 600 00199");
    await tap("Įrašyti");
    await waitFor(() => expect(fake.world.logged.length).toBe(1));
    expect(fake.world.logged[0]?.call).toMatchObject({ caller: "Rasa Miškinytė, slaugytoja, Poliklinika", number: "0 600 00199", incoming: true });
  });
});

describe("a call by somebody new", () => {
  async function stranger(): Promise<void> {
    await open();
    field.go({ at: "people" });
    await tap("Skambina naujas žmogus");
    await screen.findByRole("heading", { name: "Skambina naujas žmogus" });
    await user.type(screen.getByLabelText("Vardas ir pavardė"), "Petras Jakubauskas");
    await user.type(screen.getByLabelText("Telefonas"), "0 600 00199");
  }

  it("begins a card, with who called and what was said", async () => {
    await stranger();
    const keep = await screen.findByRole("button", { name: "Užrašyti ir perduoti skyriui" });
    expect(keep).toHaveProperty("disabled", true);
    await user.type(screen.getByLabelText("Vardas"), "Zita");
    await user.type(screen.getByLabelText("Ko prašo, kas nutiko"), "Savaitę niekas nematė.");
    await user.click(keep);
    await screen.findByRole("heading", { name: "Zita" });
    await screen.findByText("Skambutis užrašytas. Skyrius jį matys, kai bus ryšys.");
    expect(screen.getByText(/Savaitę niekas nematė\./).closest("p")?.textContent).toContain("Petras Jakubauskas · 0 600 00199");
  });

  it("about somebody who is visited already goes to that card with all that was typed", async () => {
    await stranger();
    await user.type(screen.getByLabelText("Ko prašo, kas nutiko"), "Duktė prašo ateiti anksčiau.");
    await user.type(screen.getByLabelText("Pavardė"), "Miskinis");
    await tap("Jonas Miškinis, Pulko g. 15-8");
    const sheet = await screen.findByRole("dialog");
    expect(within(sheet).getByLabelText("Kas kalbėjo")).toHaveProperty("value", "Petras Jakubauskas");
    await user.click(within(sheet).getByRole("button", { name: "Įrašyti" }));
    await waitFor(() => expect(fake.world.logged.length).toBe(1));
    expect(fake.world.logged[0]).toMatchObject({ person: "jonas", call: { text: "Duktė prašo ateiti anksčiau.", number: "0 600 00199", incoming: true } });
  });
});
