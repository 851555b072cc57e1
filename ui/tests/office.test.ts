import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Method } from "../src/console/api/api";
import type { StaffRole } from "../src/console/api/session";
import type { TabletView } from "../src/console/api/tablets";
import App from "../src/console/App.svelte";
import type { Console } from "../src/console/console.svelte";
import { Fake } from "../src/console/fake/fake";
import { coordinator } from "../src/console/fake/session";
import { World } from "../src/console/fake/world";
import { office, tabs, tabsOf } from "../src/console/tabs";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let console: Console;
const asked: { method: Method; path: string; body: unknown }[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T09:24:00+02:00") });
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  fake = new Fake(new World());
  asked.length = 0;
  const ask = fake.ask.bind(fake);
  vi.spyOn(fake, "ask").mockImplementation((method, path, asking) => {
    asked.push({ method, path, body: asking?.body });
    return ask(method, path, asking);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function open(at: string, role: StaffRole = "coordinator"): void {
  fake.world.who = { ...coordinator, role };
  location.hash = `#/${at}`;
  render(App, { api: fake, onready: (ready: Console) => (console = ready) });
}

const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));
const sent = (method: Method, path: string) => asked.filter((one) => one.method === method && one.path === path);

describe("the office", () => {
  it("shows each role its own tabs, and an address that no tab has opens the first", async () => {
    open("office/nowhere");
    await screen.findByRole("heading", { level: 1 });
    const shown = tabsOf(console);
    for (const tab of tabs) expect(shown.includes(tab)).toBe(tab.roles.includes("coordinator"));
    expect(new Set(office.roles)).toEqual(new Set(tabs.flatMap(({ roles }) => roles)));
  });
});

describe("tablets", () => {
  it("are listed by whose they are, those taken away apart", async () => {
    open("office/tablets");
    const [used] = await screen.findAllByRole("table");
    expect(within(used as HTMLElement).getAllByRole("rowheader")).toHaveLength(5);
    within(used as HTMLElement).getByText("Turi įrašų, kurie laukia sprendimo");
    screen.getByText("Atjungtos planšetės (1)");
  });

  it("are given by a code, and the screen says by itself when the tablet has come", async () => {
    open("office/tablets");
    await press("Duoti planšetę");
    await user.selectOptions(await screen.findByLabelText("Kieno bus planšetė"), "Mindaugas Radzevičius");
    await press("Gauti kodą");
    await screen.findByRole("img", { name: "Paveikslėlis su tuo pačiu kodu" });
    screen.getByText(/7KQ2M-X9TRC/);
    screen.getByText(/galioja iki: rytoj, 9:24/);
    expect(sent("POST", "workers/w5/tablets")).toHaveLength(1);
    const before = await fake.ask<TabletView[]>("GET", "tablets");
    const come = { ...(before[0] as TabletView), tablet: "t5", worker: "w5", name: "Mindaugas Radzevičius" };
    fake.add({ "GET tablets": () => [come, ...before] });
    fake.tell();
    await screen.findByText("Planšetė prijungta: Mindaugas Radzevičius.");
    expect(screen.queryByText(/7KQ2M-X9TRC/)).toBeNull();
  });

  it("are taken away after it is said what that means", async () => {
    open("office/tablets");
    await press(/Atjungti.*Rasa Urbonaitė/);
    await screen.findByText(/lauks, kol nuspręs žmogus/);
    expect(sent("DELETE", "tablets/t1")).toHaveLength(0);
    await press("Atjungti planšetę");
    await waitFor(() => expect(sent("DELETE", "tablets/t1")).toHaveLength(1));
    await screen.findByText("Atjungtos planšetės (2)");
  });
});
