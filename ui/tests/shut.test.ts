/** A tablet whose lease is over: it takes what is written, shows hours alone, and asks later where a note belongs. */
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ErrorView } from "../src/backend/bindings/error";
import type { LeaseView, StatusView } from "../src/backend/bindings/status";
import { Fake, rightPin } from "../src/backend/fake/fake";
import App from "../src/field/App.svelte";
import type { Field } from "../src/field/field.svelte";

const user = userEvent.setup();
const over: LeaseView = { standing: "shut", until: { day: "2026-11-22", time: "17:00" }, reset: false };
const shut: Partial<StatusView> = { stage: "locked", worker: null, lease: over, writes: true };
const untried = { left: null, waitS: 0, mayLeave: false };
let fake: Fake;
let field: Field;

function open(status: Partial<StatusView>): void {
  fake.world.status = { ...fake.world.status, ...status };
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
}

/** A second tap soon after the first belongs to it: this one comes later. */
function later(): void {
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 10_000);
}

/** A promise that is kept when the test says so. */
function held(): { promise: Promise<void>; release: () => void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((done) => (release = done));
  return { promise, release };
}

const area = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Pastaba" });
const choice = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "Kuriam vizitui priskirti" });
const write = () => screen.getByRole<HTMLButtonElement>("button", { name: "Įrašyti pastabą" });

beforeEach(() => {
  fake = new Fake();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a shut tablet", () => {
  it("shows hours and no name, and takes arrival and end, each with a way back that stays", async () => {
    open(shut);
    await screen.findByRole("heading", { name: "Dabar galima tik rašyti" });
    await screen.findByRole("heading", { name: "Jūsų vizitai: pirmadienis, lapkričio 23 d." });
    await screen.findByText("9:35", { selector: "b" });
    for (const { name } of fake.world.people) expect(document.body.textContent).not.toContain(name);
    expect(screen.queryByRole("button", { name: "Baigiau, vizitas 9:35" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Atvykau, vizitas 9:35" }));
    await screen.findByText("Atvykimas įrašytas.");
    const line = await screen.findByRole("group", { name: "9:35 Atvykta 9:20" });
    expect(document.activeElement).toBe(line);
    later();
    field.said = null;
    await user.click(await screen.findByRole("button", { name: "Grąžinti, vizitas 9:35" }));
    await screen.findByText("Grąžinta.");
    expect(screen.queryByRole("button", { name: "Grąžinti, vizitas 9:35" })).toBeNull();
    later();
    await user.click(await screen.findByRole("button", { name: "Atvykau, vizitas 9:35" }));
    later();
    await user.click(await screen.findByRole("button", { name: "Baigiau, vizitas 9:35" }));
    await screen.findByText("Vizito pabaiga įrašyta.");
    await screen.findByRole("button", { name: "Grąžinti, vizitas 9:35" });
  });

  it("takes a double tap as one, though another button stands there by then", async () => {
    const finish = vi.spyOn(fake, "shutFinish");
    const arrive = vi.spyOn(fake, "shutArrive");
    open(shut);
    await user.dblClick(await screen.findByRole("button", { name: "Atvykau, vizitas 9:35" }));
    await user.click(await screen.findByRole("button", { name: "Baigiau, vizitas 9:35" }));
    expect([arrive.mock.calls.length, finish.mock.calls.length]).toEqual([1, 0]);
  });

  it("says the whole date and time of its clock, and follows it", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    open(shut);
    await screen.findByText(/^Planšetės laikrodis rodo: pirmadienis, lapkričio 23 d\. \(2026-11-23\), 9:20\./u);
    field.problem = { code: "unexpected", args: {} };
    fake.world.status = { ...fake.world.status, now: { day: "2020-01-01", time: "9:58" } };
    vi.advanceTimersByTime(20_000);
    await screen.findByText(/^Planšetės laikrodis rodo: trečiadienis, sausio 1 d\. \(2020-01-01\), 9:58\./u);
    expect(field.problem?.code).toBe("unexpected");
  });

  it("gives no hours while its clock may be wrong, but those of a visit under way, with their day", async () => {
    open({ ...shut, lease: { ...over, reset: true } });
    await screen.findByText(/^Vizitų valandų planšetė nerodo, nes jos laikrodis gali klysti/u);
    await screen.findByRole("heading", { name: "Jūsų vizitai" });
    await fake.arrive({ visit: "v2" });
    field.tick++;
    await screen.findByRole("group", { name: "Pirmadienį, lapkričio 23 d., 9:35 Atvykta 9:20" });
    await screen.findByText("Rodomi tik jau pradėti vizitai: planšetės laikrodis gali klysti.");
  });

  it("names two visits without an hour so that no two sound alike", async () => {
    const visits = fake.shut.visits().slice(2, 4).map((visit) => ({ ...visit, planned: null }));
    fake.shutVisits = async () => visits;
    open(shut);
    await screen.findByRole("button", { name: "Atvykau, vizitas, kurio laikas nenurodytas (1)" });
    screen.getByRole("button", { name: "Atvykau, vizitas, kurio laikas nenurodytas (2)" });
    expect([...choice().options].map((one) => one.text)).toEqual(["Priskirsiu vėliau", "Laikas nenurodytas (1)", "Laikas nenurodytas (2)"]);
  });

  it("keeps a note as it is typed, and shows it no more once it is written down", async () => {
    const kept = vi.spyOn(fake, "shutNote");
    const draft = vi.spyOn(fake, "shutDraft");
    vi.spyOn(crypto, "randomUUID").mockImplementation(() => {
      throw new Error("no secure origin");
    });
    open(shut);
    await user.type(await area(), "Niekas neatidarė.");
    await waitFor(() => expect(draft).toHaveBeenLastCalledWith(expect.objectContaining({ text: "Niekas neatidarė." })));
    const first = draft.mock.calls.at(-1)?.[0].note;
    expect(first).toMatch(/^[0-9a-f]{32}$/u);
    expect(screen.queryByText(/^Planšetėje laukia/u)).toBeNull();
    screen.getByText("Pastaba liks tik šioje planšetėje, kol priskirsite ją vizitui.");
    await user.click(write());
    await screen.findByText("Pastaba įrašyta.");
    expect(kept).toHaveBeenCalledWith({ note: first, visit: null, text: "Niekas neatidarė." });
    expect((await area()).value).toBe("");
    await screen.findByText("Planšetėje laukia 1 pastaba: vizitui ją priskirsite, kai planšetę atrakinsite.");
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Pastaba" }));
    await user.type(await area(), "Dar viena.");
    await user.selectOptions(choice(), "9:35");
    expect(screen.queryByText("Pastaba liks tik šioje planšetėje, kol priskirsite ją vizitui.")).toBeNull();
    await user.click(write());
    await waitFor(() => expect(kept).toHaveBeenCalledTimes(2));
    expect(kept.mock.calls[1]?.[0]).toMatchObject({ visit: expect.any(String) as string, text: "Dar viena." });
    expect(kept.mock.calls[1]?.[0].note).not.toBe(first);
  });

  it("offers the visit that she is at, until she chooses herself", async () => {
    open(shut);
    await user.click(await screen.findByRole("button", { name: "Atvykau, vizitas 9:35" }));
    await waitFor(() => expect(choice().selectedOptions[0]?.text).toBe("9:35"));
    await user.selectOptions(choice(), "Priskirsiu vėliau");
    field.tick++;
    await screen.findByText("Pastaba liks tik šioje planšetėje, kol priskirsite ją vizitui.");
    expect(choice().value).toBe("");
  });

  it("writes a note after every save of its text, and never before one that still runs", async () => {
    const order: string[] = [];
    const first = held();
    const [draft, note] = [fake.shutDraft, fake.shutNote];
    fake.shutDraft = async (args) => {
      order.push(`draft ${args.text}`);
      if (order.length === 1) await first.promise;
      const done = await draft(args);
      order.push("drafted");
      return done;
    };
    fake.shutNote = async (args) => {
      order.push("note");
      await note(args);
    };
    open(shut);
    await user.type(await area(), "Labas");
    await user.selectOptions(choice(), "9:35");
    await waitFor(() => expect(order.length).toBeGreaterThan(0));
    await user.type(await area(), " rytas");
    await user.click(write());
    expect(order).toEqual(["draft Labas"]);
    first.release();
    await screen.findByText("Pastaba įrašyta.");
    expect(order).toEqual(["draft Labas", "drafted", "draft Labas rytas", "drafted", "note"]);
    expect((await fake.keptNotes()).notes).toEqual([]);
  });

  it("takes no keys and no second tap while a note is written: nothing is lost and nothing doubled", async () => {
    const wait = held();
    const note = fake.shutNote;
    const told = vi.fn<typeof note>(async (args) => {
      await wait.promise;
      await note(args);
    });
    fake.shutNote = told;
    open(shut);
    await user.type(await area(), "Labas");
    await user.selectOptions(choice(), "9:35");
    await user.dblClick(write());
    await user.type(await area(), " dar");
    expect((await area()).value).toBe("Labas");
    expect(write().disabled).toBe(true);
    wait.release();
    await screen.findByText("Pastaba įrašyta.");
    expect(told.mock.calls.map(([args]) => args.text)).toEqual(["Labas"]);
    await user.type(await area(), "Kita");
    expect((await area()).value).toBe("Kita");
  });

  it("keeps the words and the keyboard where a note could not be written", async () => {
    fake.shutNote = () => Promise.reject({ code: "unexpected", args: {} } satisfies ErrorView);
    open(shut);
    await user.type(await area(), "Labas");
    await user.click(write());
    await waitFor(() => expect(document.activeElement).toBe(write()));
    expect((await area()).value).toBe("Labas");
  });

  it("says when it can be unlocked again, and saves what is typed before it locks", async () => {
    const draft = vi.spyOn(fake, "shutDraft");
    open(shut);
    await user.type(await area(), "Pusė");
    field.take({ ...fake.world.status, lease: { ...over, standing: "open" } });
    await user.click(await screen.findByRole("button", { name: "Atrakinti" }));
    expect(draft).toHaveBeenCalledWith(expect.objectContaining({ text: "Pusė" }));
  });

  it("connects when it is asked to", async () => {
    const sync = vi.spyOn(fake, "syncNow");
    open(shut);
    await user.click(await screen.findByRole("button", { name: "Jungtis dabar" }));
    expect(sync).toHaveBeenCalledOnce();
  });

  it("locks unused without a word of what went wrong", async () => {
    fake.shutDraft = () => Promise.reject({ code: "locked", args: {} } satisfies ErrorView);
    open(shut);
    await user.type(await area(), "Labas");
    fake.become({ writes: false, pin: untried });
    await screen.findByRole("group", { name: "PIN kodas" });
    expect(screen.getByRole("alert").textContent?.trim()).toBe("");
  });

  it.each(["event", "refusal"])("opens for writing without a word of what went wrong, the %s first", async (first) => {
    const refused = held();
    fake.unlock = async () => {
      if (first === "event") fake.become(shut);
      else void refused.promise.then(() => fake.become(shut));
      return Promise.reject({ code: "lease_over", args: {} } satisfies ErrorView);
    };
    open({ stage: "locked", worker: null, lease: over, writes: false, pin: untried });
    await screen.findByRole("group", { name: "PIN kodas" });
    for (const digit of rightPin) await user.click(screen.getByRole("button", { name: digit }));
    await user.click(screen.getByRole("button", { name: "Atrakinti" }));
    refused.release();
    await screen.findByRole("heading", { name: "Dabar galima tik rašyti" });
    await screen.findByText("9:35", { selector: "b" });
    expect(screen.getByRole("alert").textContent?.trim()).toBe("");
  });
});

describe("notes that belong to no visit yet", () => {
  beforeEach(async () => {
    await fake.shutNote({ note: "n1", visit: null, text: "Vaistai baigiasi." });
    await fake.shutNote({ note: "n2", visit: null, text: "Klaida." });
  });

  const start = async () => user.click(await screen.findByRole("button", { name: "Priskirti" }));

  it("wait above the day, are given to a visit, or thrown away after a second tap", async () => {
    const placed = vi.spyOn(fake, "placeNote");
    open({});
    await screen.findByText("2 pastabos dar nepriskirtos vizitams.");
    await screen.findByText(/^Jas parašėte/u);
    await start();
    await screen.findByText("Vaistai baigiasi.");
    await screen.findByText(/žmogaus kortelėje palieskite „Vizitas dabar“/u);
    const [give] = screen.getAllByRole<HTMLButtonElement>("button", { name: /^Priskirti pastabą/u });
    if (!give) throw new Error("no note");
    expect(give.disabled).toBe(true);
    const [where] = screen.getAllByRole<HTMLSelectElement>("combobox", { name: "Kuriam vizitui priskirti šią pastabą" });
    if (!where) throw new Error("no choice");
    const visit = where.options[1]?.value ?? "";
    await user.selectOptions(where, visit);
    await user.click(give);
    await waitFor(() => expect(placed).toHaveBeenCalledWith({ note: "n1", visit }));
    await waitFor(() => expect(screen.queryByText("Vaistai baigiasi.")).toBeNull());
    expect((await screen.findByText("Pastaba priskirta vizitui.")).closest("dialog [role=status]")).not.toBeNull();
    expect(document.activeElement?.textContent).toMatch(/^Parašyta/u);
    expect(screen.getByText(/^Ją parašėte/u)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /^Ištrinti pastabą/u }));
    await user.click(screen.getByRole("button", { name: "Ištrinti visam laikui" }));
    await waitFor(() => expect(screen.queryByText("Klaida.")).toBeNull());
    expect(screen.queryByText(/nepriskirt/u)).toBeNull();
    expect(document.activeElement?.tagName).toBe("H1");
  });

  it("stay where the same place is tapped twice", async () => {
    open({});
    await start();
    const [drop] = await screen.findAllByRole("button", { name: /^Ištrinti pastabą/u });
    const slots = drop?.parentElement;
    if (!drop || !slots) throw new Error("no note");
    const place = [...slots.children].indexOf(drop);
    await user.click(drop);
    const under = slots.children[place];
    if (!(under instanceof HTMLElement)) throw new Error("nothing there");
    expect(under.textContent?.trim()).toBe("Palikti");
    expect(document.activeElement).toBe(under);
    await user.click(under);
    expect((await fake.keptNotes()).notes).toHaveLength(2);
    expect(document.activeElement).toBe(screen.getAllByRole("button", { name: /^Ištrinti pastabą/u })[0]);
  });

  it("are counted where they cannot be read yet, and none is said only when there is none", async () => {
    fake.shut.sealed = 2;
    await fake.dropNote({ note: "n1" });
    open({});
    await start();
    await screen.findByText(/^Dar 2 pastabų kol kas negalima perskaityti/u);
    await user.click(await screen.findByRole("button", { name: /^Ištrinti pastabą/u }));
    await user.click(screen.getByRole("button", { name: "Ištrinti visam laikui" }));
    await waitFor(() => expect(screen.queryByText("Klaida.")).toBeNull());
    expect(screen.queryByText("Visos pastabos priskirtos.")).toBeNull();
    expect(document.activeElement?.textContent).toBe("Pastabos, dar nepriskirtos vizitams");
  });
});
