import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Fake } from "../src/backend/fake/fake";
import { parcels, shown as link } from "../src/backend/fake/carry";
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

async function shown(): Promise<void> {
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
  await waitFor(() => expect(field.status).not.toBeNull());
}

function locked(waiting: number, left: number | null = null): void {
  fake.world.status = {
    ...fake.world.status,
    stage: "locked",
    pin: { left, waitS: 0, mayLeave: false },
    sync: { link: "offline", waiting, attention: 0, planSeen: null },
  };
}

const handOver = () => screen.queryByRole("button", { name: "Perduoti neišsiųstus įrašus" });

describe("handing over at the lock", () => {
  it("is offered when something waits, and needs no PIN", async () => {
    locked(3);
    await shown();
    const asked = vi.spyOn(fake, "unlock");
    await user.click(await screen.findByRole("button", { name: "Perduoti neišsiųstus įrašus" }));
    const heading = await screen.findByRole("heading", { name: "Perduoti neišsiųstus įrašus" });
    expect(document.activeElement).toBe(heading);
    await user.click(screen.getByRole("button", { name: "Įrašyti failą" }));
    await screen.findByText(/vizitas-perduoti-3f9a21\.vizitas.*Atsisiuntimai/);
    expect(asked).not.toHaveBeenCalled();
    await user.click(screen.getByRole("button", { name: "Grįžti prie užrakto" }));
    await screen.findByRole("heading", { name: "Užrakinta" });
  });

  it("is offered when no PIN opens it any more", async () => {
    locked(3, 0);
    await shown();
    expect(await screen.findByRole("button", { name: "Perduoti neišsiųstus įrašus" })).toBeTruthy();
  });

  it("is not offered when all has been sent", async () => {
    locked(0);
    await shown();
    await screen.findByRole("heading", { name: "Užrakinta" });
    expect(handOver()).toBeNull();
  });

  it("says what is wrong and what to do", async () => {
    locked(1);
    vi.spyOn(fake, "carryOut").mockRejectedValue({ code: "carry_nothing", args: {} });
    await shown();
    await user.click(await screen.findByRole("button", { name: "Perduoti neišsiųstus įrašus" }));
    await user.click(await screen.findByRole("button", { name: "Įrašyti failą" }));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("Perduoti nėra ko."));
  });
});

describe("a link between two tablets", () => {
  it("is shown as text and as a picture until it has been taken, and closes with its screen", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setInterval", "clearInterval"] });
    locked(3);
    await shown();
    const closed = vi.spyOn(fake, "linkClose");
    await user.click(await screen.findByRole("button", { name: "Perduoti neišsiųstus įrašus" }));
    await user.click(await screen.findByRole("button", { name: "Rodyti kodą kolegai" }));
    await screen.findByText(link);
    expect(screen.getByRole("img", { name: "Tas pats kodas paveikslėliu" })).toBeTruthy();
    fake.world.linkState = "taken";
    await vi.advanceTimersByTimeAsync(1000);
    await screen.findByText(/Kolegos planšetė viską paėmė/);
    expect(screen.queryByText(link)).toBeNull();
    await user.click(screen.getByRole("button", { name: "Grįžti prie užrakto" }));
    await waitFor(() => expect(closed).toHaveBeenCalled());
    vi.useRealTimers();
  });

  it("closes although it was opened only after its screen was left", async () => {
    locked(3);
    await shown();
    let opened: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (opened = resolve));
    const open = fake.linkOpen;
    vi.spyOn(fake, "linkOpen").mockImplementation(() => slow.then(open));
    const [closed, looked] = [vi.spyOn(fake, "linkClose"), vi.spyOn(globalThis, "setInterval")];
    await user.click(await screen.findByRole("button", { name: "Perduoti neišsiųstus įrašus" }));
    await user.click(await screen.findByRole("button", { name: "Rodyti kodą kolegai" }));
    await user.click(screen.getByRole("button", { name: "Grįžti prie užrakto" }));
    await screen.findByRole("heading", { name: "Užrakinta" });
    closed.mockClear();
    looked.mockClear();
    opened();
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(looked.mock.calls.filter(([, every]) => every === 1000)).toEqual([]);
    looked.mockRestore();
  });

  it("is typed on the other tablet", async () => {
    await shown();
    field.go({ at: "sync" });
    await user.click(await screen.findByText("Paimti iš šalia esančios planšetės"));
    const typed = screen.getByLabelText("Kodas iš kolegos planšetės");
    await user.type(typed, "192.168.1.23:47113 0000{Enter}");
    await screen.findByText("Kodas netinka.");
    await user.clear(typed);
    await user.type(typed, `${link}{Enter}`);
    await screen.findByText(/^Laukia ryšio – bus/);
  });
});

describe("a colleague's file", () => {
  async function calm(): Promise<void> {
    await shown();
    field.go({ at: "sync" });
    await screen.findByRole("heading", { name: "Kolegų įrašai" });
  }

  const input = () => screen.getByLabelText<HTMLInputElement>(/Paimti kolegos failą/);
  const file = (text: string) => new File([text], "vizitas-perduoti-3f9a21.vizitas");

  it("is taken as it is, and waits", async () => {
    await calm();
    const take = vi.spyOn(fake, "carryTake");
    await user.upload(input(), file("viskas užantspauduota"));
    await screen.findByText(/^Laukia ryšio – bus/);
    const bytes = new TextEncoder().encode("viskas užantspauduota");
    expect(take).toHaveBeenCalledWith({ file: btoa(String.fromCharCode(...bytes)) });
    expect(screen.queryByRole("button", { name: "Nerodyti" })).toBeNull();
  });

  it("leaves the tablet undelivered only after a question", async () => {
    fake.world.parcels = parcels.slice(0, 1);
    await calm();
    await user.click(await screen.findByRole("button", { name: "Nepristatyti" }));
    await screen.findByText(/liks tik kolegos planšetėje/);
    await user.click(screen.getByRole("button", { name: "Palikti" }));
    expect(screen.getByText(/^Laukia ryšio – bus/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Nepristatyti" }));
    await user.click(screen.getByRole("button", { name: "Ištrinti" }));
    await waitFor(() => expect(screen.queryByText(/^Laukia ryšio – bus/)).toBeNull());
  });

  it("that was not taken is tried again", async () => {
    fake.world.parcels = parcels.slice(2);
    await calm();
    await user.click(await screen.findByRole("button", { name: "Bandyti dar kartą" }));
    await screen.findByText(/^Laukia ryšio – bus/);
    expect(screen.queryByRole("button", { name: "Bandyti dar kartą" })).toBeNull();
  });

  it("that is another municipality's is said to be so", async () => {
    await calm();
    await user.upload(input(), file("a"));
    await screen.findByText(/Šis failas – kitos savivaldybės/);
    await user.upload(input(), file(""));
    await screen.findByText(/Failo perskaityti nepavyko/);
  });

  it("is said to have arrived, and is taken off the list by a tap", async () => {
    fake.world.parcels = [...parcels];
    await calm();
    await screen.findByText(/^Pristatyta/);
    await screen.findByText(/Serveris failo ar jo dalies/);
    const [first] = screen.getAllByRole("button", { name: "Nerodyti" });
    if (first) await user.click(first);
    await waitFor(() => expect(screen.queryByText(/^Pristatyta/)).toBeNull());
    expect(screen.getByText(/^Laukia ryšio – bus/)).toBeTruthy();
  });
});
