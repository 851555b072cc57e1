import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import type { BoardVisit, BoardWorker } from "../src/console/api/board";
import { allDay, differs, hours, movable, noFilters, shown, standing, stepped } from "../src/console/board/plan";
import { everything, part, same } from "../src/console/board/part";
import { Fake } from "../src/console/fake/fake";
import { coordinator } from "../src/console/fake/session";
import { World } from "../src/console/fake/world";
import { speech } from "../src/text.svelte";
import { plusDays } from "../src/when";

const user = userEvent.setup();
let fake: Fake;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  location.hash = "";
  fake = new Fake(new World());
});
afterEach(() => {
  vi.restoreAllMocks();
});

const today = "2026-11-23";

/** A visit of its own, at a time when nothing else of the worker's is. */
function only(known: Partial<BoardVisit> = {}): BoardVisit {
  fake.world.visits = [];
  fake.world.waiting = [];
  return fake.world.add({
    day: today,
    time: "10:00",
    workers: ["w0"],
    name: "Ona Petrauskienė",
    state: "confirmed",
    plan: "p0",
    agreed: { at: { day: "2026-11-20", time: "9:00" }, channel: "sms" },
    told: "delivered",
    ...known,
  });
}

async function open(): Promise<void> {
  render(App, { api: fake });
  await screen.findByRole("group", { name: "Vizitai laiko juostoje" });
  // A new place is announced by its heading first.
  await waitFor(() => expect(document.activeElement?.tagName).toBe("H1"));
}

const block = () => screen.findByRole("button", { name: /^10:00 Petrauskienė/ });
const status = (words: RegExp) => waitFor(() => expect(screen.getAllByRole("status").map((one) => one.textContent).join(" ")).toMatch(words));

describe("a visit on the timeline", () => {
  it("says its time, its state, whose it is, who comes and whether the client was told", async () => {
    only();
    await open();
    expect((await block()).getAttribute("aria-label")).toBe(
      "10:00 Petrauskienė, Sutarta, Ona Petrauskienė, Tomas Grigas, Pranešta, žinutė gauta",
    );
  });

  it("tells what is agreed from what is not, and what needs a hand, by more than colour", async () => {
    only({ state: "moveAsked" });
    fake.world.add({ day: today, time: "13:00", workers: ["w1"], state: "offered", name: "Jonas Miškinis" });
    await open();
    expect((await block()).closest(".ec-event")?.classList).toContain("hand");
    const other = await screen.findByRole("button", { name: /^13:00 Miškinis, Laikai pasiūlyti/ });
    expect(other.closest(".ec-event")?.classList).toContain("loose");
    screen.getByText(/Prašo kito laiko\./);
  });

  it("is looked at in a sheet, which an unannounced one is kept out of every message by", async () => {
    only({ unannounced: true, state: "scheduled", agreed: null, told: "none" });
    await open();
    await fireEvent.click(await block());
    const sheet = within(await screen.findByRole("dialog", { name: "Ona Petrauskienė" }));
    sheet.getByText("be įspėjimo – klientui nepranešama");
    expect(sheet.queryByText("Pranešimas")).toBeNull();
  });
});

describe("a move by the keyboard", () => {
  it("is proposed by arrows, shown before it is made, made, and taken back", async () => {
    const visit = only();
    await open();
    (await block()).focus();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowDown}");
    await status(/Siūloma: šiandien, 10:30, Rasa Urbonaitė/);
    expect(visit.time).toBe("10:00");
    await user.keyboard("{Enter}");
    const sheet = within(await screen.findByRole("dialog", { name: "Perkelti: Ona Petrauskienė" }));
    await sheet.findByText("Niekam nekliudo.");
    sheet.getByText("Ona Petrauskienė – žinute (reikia kliento sutikimo)");
    sheet.getByText("Rasa Urbonaitė – planšetėje");
    await user.click(sheet.getByRole("button", { name: "Perkelti, klientas sutiko" }));
    await screen.findByText("Sutarta: Ona Petrauskienė, šiandien, 10:30.");
    expect(visit).toMatchObject({ time: "10:30", workers: ["w1"], agreed: { channel: "phone" } });
    await user.click(screen.getByRole("button", { name: "Grąžinti" }));
    await screen.findByText(/Grąžinta: Ona Petrauskienė\./);
    await block();
    expect(visit).toMatchObject({ time: "10:00", workers: ["w0"], plan: "p0" });
  });

  it("is dropped by Escape", async () => {
    only();
    await open();
    (await block()).focus();
    await user.keyboard("{ArrowLeft}");
    await status(/Siūloma: šiandien, 9:45/);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByText(/Siūloma/)).toBeNull());
  });

  it("says what is in the way", async () => {
    only();
    fake.world.add({ day: today, time: "10:00", workers: ["w1"], name: "Jonas Miškinis", state: "confirmed", plan: "p1" });
    await open();
    (await block()).focus();
    await user.keyboard("{ArrowRight}{ArrowDown}{Enter}");
    const sheet = within(await screen.findByRole("dialog", { name: /Perkelti/ }));
    await sheet.findByText("Rasa Urbonaitė tuo metu jau turi kitą vizitą: Jonas Miškinis, 10:00.");
    // A promise would give way at once; an offer is none.
    sheet.getByText(/iškart lauks kito laiko/);
    await user.click(sheet.getByRole("radio", { name: /^Pasiūlyti/ }));
    expect(sheet.queryByText(/iškart lauks kito laiko/)).toBeNull();
  });

  it("is not offered for what has begun or is over", async () => {
    only({ state: "completed" });
    await open();
    (await block()).focus();
    await user.keyboard("{ArrowRight}");
    expect(screen.queryByText(/Siūloma/)).toBeNull();
    await fireEvent.click(await block());
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.queryByRole("button", { name: "Perkelti…" })).toBeNull();
  });
});

it("shows an officer where each visit stands, and lets move nothing", async () => {
  fake.world.who = { ...coordinator, role: "officer" };
  only({ state: "moveAsked" });
  await open();
  (await block()).focus();
  await user.keyboard("{ArrowRight}");
  expect(screen.queryByText(/Siūloma/)).toBeNull();
  await fireEvent.click(await block());
  const sheet = within(await screen.findByRole("dialog"));
  expect(sheet.queryByRole("button", { name: /Perkelti|Atšaukti/ })).toBeNull();
  expect(screen.queryByRole("button", { name: "Perkelti…" })).toBeNull();
});

describe("the form", () => {
  it("moves to any day, time and worker, and offers it when the client has not agreed", async () => {
    const visit = only();
    await open();
    await fireEvent.click(await block());
    await user.click(await screen.findByRole("button", { name: "Perkelti…" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Perkelti: Ona Petrauskienė" }));
    sheet.getByText(/Pakeiskite dieną, laiką arba darbuotoją/);
    const time = sheet.getByLabelText("Laikas");
    await user.clear(time);
    await user.type(time, "25.10");
    sheet.getByText("Laiką rašykite taip: 10:45.");
    await user.clear(time);
    await user.type(time, "14.15");
    await user.click(await sheet.findByRole("radio", { name: /Pasiūlyti klientui/ }));
    await user.selectOptions(sheet.getByLabelText("Kodėl keičiama"), "ill");
    await user.click(sheet.getByRole("button", { name: "Pasiūlyti klientui" }));
    await screen.findByText("Pasiūlyta: Ona Petrauskienė, šiandien, 14:15.");
    expect(visit).toMatchObject({ time: "14:15", state: "offered", agreed: null });
  });

  it("keeps the agreement when only the worker changes", async () => {
    const visit = only();
    await open();
    (await block()).focus();
    await user.keyboard("{ArrowDown}{Enter}");
    const sheet = within(await screen.findByRole("dialog", { name: /Perkelti/ }));
    await user.click(await sheet.findByRole("button", { name: "Skirti kitą darbuotoją" }));
    await screen.findByText(/Ateis kitas darbuotojas: Ona Petrauskienė/);
    expect(visit).toMatchObject({ workers: ["w1"], state: "confirmed", agreed: { channel: "sms" } });
  });

  it("does not move what somebody else moved meanwhile, and shows how it stands", async () => {
    const visit = only();
    await open();
    (await block()).focus();
    await user.keyboard("{ArrowRight}{Enter}");
    const sheet = within(await screen.findByRole("dialog", { name: /Perkelti/ }));
    await sheet.findByText("Niekam nekliudo.");
    Object.assign(visit, { plan: "p-other", time: "11:00" });
    await user.click(sheet.getByRole("button", { name: "Perkelti, klientas sutiko" }));
    await sheet.findByText("Kol žiūrėjote, tai jau pakeitė kas nors kitas.");
    expect(visit.time).toBe("11:00");
  });

  it("cancels with a reason alone", async () => {
    const visit = only();
    await open();
    await fireEvent.click(await block());
    await user.click(await screen.findByRole("button", { name: "Atšaukti vizitą" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Atšaukti vizitą: Ona Petrauskienė" }));
    const act = sheet.getByRole<HTMLButtonElement>("button", { name: "Atšaukti vizitą" });
    expect(act.disabled).toBe(true);
    await user.type(sheet.getByLabelText("Kodėl"), "Išvyko pas dukrą");
    await user.click(act);
    await screen.findByText("Vizitas atšauktas: Ona Petrauskienė.");
    expect(visit.state).toBe("cancelled");
  });

  it("plans what stands nowhere yet", async () => {
    const visit = only({ day: null, time: null, workers: [], state: "requested", plan: null, agreed: null, told: "none" });
    await open();
    await user.click(await screen.findByRole("button", { name: "Suplanuoti…" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Suplanuoti: Ona Petrauskienė" }));
    await user.type(sheet.getByLabelText("Laikas"), "10:00");
    await user.selectOptions(sheet.getByLabelText("Darbuotojas"), "w2");
    await user.click(await sheet.findByRole("button", { name: "Perkelti, klientas sutiko" }));
    await waitFor(() => expect(visit).toMatchObject({ day: today, time: "10:00", workers: ["w2"] }));
  });

  it("does not name who works here no more on the day that is chosen", async () => {
    only({ day: null, time: null, workers: [], state: "requested", plan: null, agreed: null, told: "none" });
    Object.assign(fake.world.workers[1] ?? {}, { leaves: plusDays(today, 1) });
    await open();
    await user.click(await screen.findByRole("button", { name: "Suplanuoti…" }));
    const sheet = within(await screen.findByRole("dialog", { name: "Suplanuoti: Ona Petrauskienė" }));
    const name = fake.world.workers[1]?.name ?? "";
    sheet.getByRole("option", { name });
    await fireEvent.input(sheet.getByLabelText("Diena"), { target: { value: plusDays(today, 1) } });
    expect(sheet.queryByRole("option", { name })).toBeNull();
  });
});

describe("what is shown", () => {
  it("is narrowed by unit, worker, state and need, and says when nobody is left", async () => {
    only();
    fake.world.add({ day: today, time: "13:00", workers: ["w1"], state: "offered", name: "Jonas Miškinis" });
    await open();
    await block();
    await user.selectOptions(screen.getByLabelText("Būsena"), "unagreed");
    await waitFor(() => expect(screen.queryByRole("button", { name: /^10:00/ })).toBeNull());
    await user.selectOptions(screen.getByLabelText("Būsena"), "");
    await user.selectOptions(screen.getByLabelText("Darbuotojas"), "w1");
    await waitFor(() => expect(screen.queryByRole("button", { name: /^10:00/ })).toBeNull());
    await user.selectOptions(screen.getByLabelText("Skyrius"), "Vaikų ir šeimos skyrius");
    await screen.findByText("Tokių darbuotojų nėra");
  });

  it("goes by day and week, with its address", async () => {
    fake = new Fake(new World(2, 1));
    await open();
    await user.click(screen.getByRole("button", { name: "Kitas" }));
    await screen.findByRole("heading", { level: 1, name: "Antradienis, lapkričio 24 d." });
    await user.click(screen.getByRole("button", { name: "Savaitė" }));
    await screen.findByRole("heading", { level: 1, name: "Lapkričio 23–29 d." });
    expect(location.hash).toBe("#/board/2026-11-24/week");
  });

  it("is printed a page a worker", async () => {
    only();
    await open();
    window.dispatchEvent(new Event("beforeprint"));
    const pages = [...document.querySelectorAll(".paper section")];
    expect(pages).toHaveLength(fake.world.workers.length);
    expect(pages[0]?.textContent).toMatch(/Tomas Grigas.*10:00.*Ona Petrauskienė/s);
    window.dispatchEvent(new Event("afterprint"));
    await waitFor(() => expect(document.querySelector(".paper")).toBeNull());
  });
});

describe("the plan's own rules", () => {
  const visit = (known: Partial<BoardVisit>) => ({ ...new World(1, 1).add(), day: today, time: "10:00", ...known });
  const workers = ["w0", "w1", "w2"].map((id): BoardWorker => ({ id, name: id, unit: "", leaves: null, off: [] }));
  const at = (time: string, ...who: string[]) => ({ visit: "v", day: today, time, workers: who });

  it.each([
    ["ArrowRight", at("10:00", "w0"), at("10:15", "w0")],
    ["ArrowLeft", at("10:00", "w0"), at("9:45", "w0")],
    ["ArrowDown", at("10:00", "w0"), at("10:00", "w1")],
    ["ArrowUp", at("10:00", "w0"), undefined],
    ["ArrowDown", at("10:00", "w2"), undefined],
    ["ArrowLeft", at("0:10", "w0"), undefined],
    ["ArrowRight", at("23:45", "w0"), undefined],
    // Of two who come together the other stays, and nobody comes twice.
    ["ArrowDown", at("10:00", "w0", "w2"), at("10:00", "w1", "w2")],
    ["ArrowDown", at("10:00", "w0", "w1"), undefined],
    ["Enter", at("10:00", "w0"), undefined],
  ])("%s", (key, from, to) => expect(stepped(from, key, workers)).toEqual(to));

  it("begin a proposal where the visit stands, its row first", () => {
    expect(standing(visit({ id: "v", workers: ["w0", "w1"] }), "w1")).toEqual(at("10:00", "w1", "w0"));
    expect(standing(visit({ time: null }))).toBeUndefined();
  });

  it("see a change in day, time or people, whatever their order", () => {
    const known = visit({ workers: ["w0", "w1"] });
    expect(differs(at("10:00", "w1", "w0"), known)).toBe(false);
    expect(differs(at("10:15", "w1", "w0"), known)).toBe(true);
    expect(differs(at("10:00", "w1"), known)).toBe(true);
  });

  it("draw whole hours that hold every visit", () => {
    expect(hours([])).toEqual({ from: 480, to: 1020 });
    expect(hours([visit({ time: "7:40" }), visit({ time: "16:30", minutes: 45 })])).toEqual({ from: 420, to: 1080 });
  });

  it("know what can be moved", () => {
    expect(movable(visit({ state: "overdue" }))).toBe(true);
    expect(movable(visit({ state: "inProgress" }))).toBe(false);
  });

  it("draw what is seen of many rows and days, and a margin", () => {
    const tops = Array.from({ length: 60 }, (_, row) => 60 * row);
    const seen = { top: 0, height: 600, left: 0, width: 900 };
    expect(part(seen, tops, 720)).toEqual({ rows: [0, 18], days: [0, 2] });
    // A little scrolling draws nothing anew; more does.
    expect(same(part({ ...seen, top: 50 }, tops, 720), part(seen, tops, 720))).toBe(true);
    expect(part({ ...seen, top: 1800, left: 1440 }, tops, 720)).toEqual({ rows: [24, 48], days: [1, 4] });
    // Where there is no layout, as on paper, all is drawn.
    expect(part({ ...seen, height: 0 }, tops, 720)).toEqual(everything);
  });

  it("say that somebody is away only of a working day", () => {
    expect(allDay({ day: today, from: "0:00", to: "24:00", kind: "ill" })).toBe(true);
    expect(allDay({ day: today, from: "9:00", to: "11:00", kind: "training" })).toBe(false);
    expect(allDay({ day: today, from: "0:00", to: "24:00", kind: "hours" })).toBe(false);
  });

  it("filter without hiding the rows of those who have nothing", () => {
    const view = { now: { day: today, time: "9:00" }, from: today, days: 1, workers, visits: [visit({ state: "completed" })] };
    const seen = shown(view, { ...noFilters, state: "unagreed" }, new Set());
    expect(seen.visits).toEqual([]);
    expect(seen.workers).toHaveLength(3);
  });
});
