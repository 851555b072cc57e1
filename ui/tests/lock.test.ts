import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LeaseStandingView, PinView } from "../src/backend/bindings/status";
import { Fake, rightPin } from "../src/backend/fake/fake";
import App from "../src/field/App.svelte";
import type { Field } from "../src/field/field.svelte";
import { minutesAndSeconds } from "../src/field/parts/countdown.svelte";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let field: Field;

beforeEach(() => {
  speech.language = "lt";
  fake = new Fake();
});
afterEach(() => {
});

async function locked(pin: PinView): Promise<void> {
  fake.world.status = { ...fake.world.status, stage: "locked", pin };
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
  await waitFor(() => expect(field.status).not.toBeNull());
}

const one = () => screen.getByRole<HTMLButtonElement>("button", { name: "1" });

describe("the lock after wrong PINs", () => {
  it("says how many tries are left, and when it is the last", async () => {
    await locked({ left: 3, waitS: 0, mayLeave: false });
    await screen.findByText("Liko 3 bandymai.");
    expect(one().disabled).toBe(false);
    field.take({ ...fake.world.status, pin: { left: 1, waitS: 0, mayLeave: false } });
    await screen.findByText(/^Liko paskutinis bandymas/);
  });

  it("takes no PIN while one has to wait, and shows how long", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setInterval", "clearInterval", "performance"] });
    await locked({ left: 5, waitS: 30, mayLeave: false });
    await screen.findByText("Bandyti vėl galėsite po 0:30.");
    expect(screen.queryByRole("button", { name: "1" })).toBeNull();
    await vi.advanceTimersByTimeAsync(12_000);
    await screen.findByText("Bandyti vėl galėsite po 0:18.");
    fake.world.status = { ...fake.world.status, pin: { left: 5, waitS: 0, mayLeave: false } };
    await vi.advanceTimersByTimeAsync(18_000);
    await waitFor(() => expect(one().disabled).toBe(false));
    expect(screen.queryByText(/Bandyti vėl galėsite/)).toBeNull();
  });

  it("sends what was written before the tablet may begin anew", async () => {
    const anew = vi.spyOn(fake, "startOver");
    await locked({ left: 0, waitS: 0, mayLeave: false });
    const heading = await screen.findByRole("heading", { name: "PIN kodas nebegalioja" });
    expect(document.activeElement).toBe(heading);
    expect(screen.queryByRole("button", { name: "Įvesti naują kodą" })).toBeNull();
    field.take({ ...fake.world.status, pin: { left: 0, waitS: 0, mayLeave: true } });
    await user.click(await screen.findByRole("button", { name: "Įvesti naują kodą" }));
    expect(anew).toHaveBeenCalledOnce();
    await screen.findByLabelText("Kodas");
  });

  it("counts in minutes and seconds", () => {
    expect([0, 9, 60, 245, 900].map(minutesAndSeconds)).toEqual(["0:00", "0:09", "1:00", "4:05", "15:00"]);
  });
});

describe("another PIN", () => {
  it("takes the present one and the new one twice", async () => {
    const change = vi.spyOn(fake, "changePin");
    render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
    await waitFor(() => expect(field.status).not.toBeNull());
    field.ask({ sheet: "pin" });
    await user.type(await screen.findByLabelText("Dabartinis PIN kodas"), "111222");
    await user.type(screen.getByLabelText("Naujas PIN kodas"), "739164");
    const act = screen.getByRole<HTMLButtonElement>("button", { name: "Keisti PIN kodą" });
    await user.type(screen.getByLabelText("Naujas PIN kodas dar kartą"), "739165");
    await screen.findByText("Naujieji PIN kodai nesutampa.");
    expect(act.disabled).toBe(true);
    await user.type(screen.getByLabelText("Naujas PIN kodas dar kartą"), "{Backspace}4");
    await user.click(act);
    await screen.findAllByText("PIN kodas neteisingas.");
    await user.clear(screen.getByLabelText("Dabartinis PIN kodas"));
    await user.type(screen.getByLabelText("Dabartinis PIN kodas"), rightPin);
    await user.click(act);
    expect(change).toHaveBeenLastCalledWith({ old: rightPin, new: "739164" });
    await screen.findByText("PIN kodas pakeistas.");
  });
});

describe("a profile that the office had cleared", () => {
  const cleared = (waits: boolean) => ({ at: { day: "2026-11-24", time: "10:42" }, waits, mayLeave: !waits, unsure: false });

  it("says so in the place of the keys, hands over what waits, and then may begin anew", async () => {
    const anew = vi.spyOn(fake, "startOver");
    fake.world.status = { ...fake.world.status, stage: "locked", cleared: cleared(true) };
    render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
    const heading = await screen.findByRole("heading", { name: "Ši planšetė išvalyta" });
    expect(document.activeElement).toBe(heading);
    expect(screen.queryByRole("button", { name: "1" })).toBeNull();
    screen.getByText(/planšetė tai išsiunčia pati/);
    screen.getByText(/grąžinkite ją/);
    expect(screen.queryByRole("button", { name: "Įvesti naują kodą" })).toBeNull();
    field.take({ ...fake.world.status, cleared: cleared(false) });
    await user.click(await screen.findByRole("button", { name: "Įvesti naują kodą" }));
    expect(anew).toHaveBeenCalledOnce();
  });
});

describe("a tablet without contact", () => {
  const leased = (standing: LeaseStandingView, reset = false) => ({ standing, until: { day: "2026-11-24", time: "17:00" }, reset });

  it("says a day ahead until when it shows anything, and connects on a tap", async () => {
    const connect = vi.spyOn(fake, "syncNow");
    fake.world.status = { ...fake.world.status, lease: leased("endsSoon") };
    render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
    await screen.findByText(/Planšetei reikia ryšio: žmonių ir vizitų duomenys bus rodomi iki/);
    await user.click(screen.getByRole("button", { name: "Jungtis dabar" }));
    expect(connect).toHaveBeenCalledOnce();
  });

  it("says at the lock why it shows nothing, and what to do", async () => {
    fake.world.status = { ...fake.world.status, stage: "locked", lease: leased("shut") };
    render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
    await screen.findByText(/per ilgai buvo be ryšio/);
    screen.getByText(/paskambinkite į skyrių: perskaitys atrakinimo kodą/);
    field.take({ ...fake.world.status, lease: leased("shut", true) });
    await screen.findByText(/laikrodis pasikeitė, kol ji buvo išjungta/);
    field.take({ ...fake.world.status, lease: leased("open") });
    await waitFor(() => expect(screen.queryByRole("button", { name: "Jungtis dabar" })).toBeNull());
  });
});
