import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import { Cards, clientRoutes } from "../src/console/fake/clients";
import { Fake } from "../src/console/fake/fake";
import { coordinator } from "../src/console/fake/session";
import { World } from "../src/console/fake/world";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let client: string;
let asked: { path: string; body: unknown }[];

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  URL.createObjectURL = () => "blob:x";
  URL.revokeObjectURL = () => undefined;
  speech.language = "lt";
  fake = new Fake(new World());
  const cards = new Cards(fake.world);
  client = fake.world.visits[0]?.client ?? "";
  cards.of(client);
  fake.add(clientRoutes(fake.world, cards));
  asked = [];
  const ask = fake.ask.bind(fake);
  fake.ask = ((method, path, asking) => {
    if (method !== "GET") asked.push({ path, body: asking?.body });
    return ask(method, path, asking);
  }) as typeof fake.ask;
});
afterEach(() => {
  vi.restoreAllMocks();
});

function open(at: string, role: "coordinator" | "head" | "administrator"): void {
  fake.world.who = { ...coordinator, role };
  location.hash = `#/${at}`;
  render(App, { api: fake });
}

const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));

describe("the rights of a client", () => {
  it("to everything held: for a reason, and two files to keep", async () => {
    open(`clients/${client}`, "coordinator");
    await press("Parengti žmogui jo duomenis");
    const make = screen.getByRole<HTMLButtonElement>("button", { name: "Parengti" });
    expect(make.disabled).toBe(true);
    await user.type(screen.getByLabelText("Kodėl rengiama"), "paprašė raštu");
    await user.click(make);
    const links = await screen.findAllByRole<HTMLAnchorElement>("link", { name: /Išsaugoti/ });
    expect(links.map((link) => link.download)).toEqual(["dossier-2026-11-23.html", "dossier-2026-11-23.json"]);
    expect(asked).toEqual([{ path: `clients/${client}/dossier`, body: { reason: "paprašė raštu", names: false } }]);
    expect(screen.queryByRole("button", { name: /Ištrinti žmogų/ })).toBeNull();
  });

  it("to be erased: asked on a ground, and nothing happens yet", async () => {
    open(`clients/${client}`, "head");
    await press("Ištrinti žmogų…");
    await user.click(screen.getByLabelText("Žmogus atšaukė sutikimą"));
    await press("Prašyti");
    await waitFor(() => expect(asked).toEqual([{ path: `clients/${client}/erasure`, body: { ground: "consent", words: "" } }]));
  });

  it("a second person erases by typing the whole name", async () => {
    open("office/erased", "administrator");
    await press(/^Ištrinti…/);
    const erase = screen.getByRole<HTMLButtonElement>("button", { name: "Ištrinti" });
    const name = screen.getByLabelText(/Įrašykite vardą ir pavardę/);
    await user.type(name, "Stasys");
    expect(erase.disabled).toBe(true);
    await user.type(name, " beržinis");
    await user.click(erase);
    await screen.findByText("Ištrinta. Planšetės ištrins, kai bus ryšys.");
    expect(asked.at(-1)?.body).toEqual({ name: "Stasys beržinis" });
  });

  it("withheld data are told by name to who may know, and what goes when", async () => {
    open("office/erased", "administrator");
    await screen.findByText("Elena Gluosnienė");
    await screen.findByText(/Pati neištrinama: yra neištesėtas pažadas, yra nebaigta užduotis/);
    await press(/Nuimti apribojimą/);
    await waitFor(() => expect(screen.queryByText("Elena Gluosnienė")).toBeNull());
  });
});
