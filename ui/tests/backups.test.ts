import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StaffRole } from "../src/console/api/session";
import App from "../src/console/App.svelte";
import { failedBackups, withoutBackups } from "../src/console/fake/backups";
import { Fake } from "../src/console/fake/fake";
import { coordinator } from "../src/console/fake/session";
import { World } from "../src/console/fake/world";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  fake = new Fake(new World());
});
afterEach(() => {
  vi.restoreAllMocks();
});

function open(at: string, role: StaffRole): void {
  fake.world.who = { ...coordinator, actor: "someone", role };
  location.hash = `#/${at}`;
  render(App, { api: fake });
}

describe("backups", () => {
  it("that are not made are told to the coordinator in words, and the administrator is led to what to do", async () => {
    withoutBackups(fake);
    open("clients", "coordinator");
    await screen.findByText("Atsarginės kopijos nedaromos.");
    await screen.findByText(/Pasakykite administratoriui/);
    expect(screen.queryByRole("button", { name: "Ką daryti" })).toBeNull();
  });

  it("are switched on as the settings say", async () => {
    withoutBackups(fake);
    open("office/people", "administrator");
    await user.click(await screen.findByRole("button", { name: "Ką daryti" }));
    await screen.findByText(/server\.json nurodo aplanką žurnalui/);
    // Said there in full, and not above as well.
    await waitFor(() => expect(screen.getAllByText("Atsarginės kopijos nedaromos.")).toHaveLength(1));
  });

  it("that failed are told with the reason, and those that are made with nothing", async () => {
    failedBackups(fake);
    open("office/settings/backups", "administrator");
    await screen.findByText(/padaryti nepavyko: diske nebeliko vietos\./);
    await screen.findByText("14 iš 14");
  });

  it("are nobody's worry while they are made, and none of a worker's", async () => {
    open("clients", "coordinator");
    await screen.findByRole("heading", { level: 1 });
    expect(screen.queryByText(/Atsarginės kopijos/)).toBeNull();
  });
});

describe("a code that opens a tablet", () => {
  it("can be taken back once it was shown", async () => {
    const ask = vi.spyOn(fake, "ask");
    open("office/tablets", "coordinator");
    await screen.findByText(/Atrakinimo kodas parodytas/);
    await user.click(await screen.findByRole("button", { name: /^Atsiimti kodą/ }));
    await screen.findByText(/Kodas atsiimtas/);
    expect(ask.mock.calls.filter(([method, path]) => method === "DELETE" && path === "tablets/t3/unlock-code")).toHaveLength(1);
    await waitFor(() => expect(screen.queryByText(/Atrakinimo kodas parodytas/)).toBeNull());
  });
});
