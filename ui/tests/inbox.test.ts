import { cleanup, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import type { Method } from "../src/console/api/api";
import { Fake } from "../src/console/fake/fake";
import { held, remaining } from "../src/console/fake/inbox";
import { World } from "../src/console/fake/world";
import { age } from "../src/console/waiting";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
const asked: { method: Method; path: string; body: unknown }[] = [];

/** The console over a town, with what it asks for written down. */
function open(world: World): Fake {
  const opened = new Fake(world);
  const ask = opened.ask.bind(opened);
  vi.spyOn(opened, "ask").mockImplementation((method, path, asking) => {
    if (method !== "GET") asked.push({ method, path, body: asking?.body });
    return ask(method, path, asking);
  });
  render(App, { api: opened });
  return opened;
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  location.hash = "#/inbox";
  asked.length = 0;
  fake = open(new World());
});

const rows = () => screen.findAllByRole("listitem");
const row = (words: RegExp): Promise<ReturnType<typeof within>> =>
  waitFor(async () => {
    const found = (await rows()).find((one) => words.test(one.textContent ?? ""));
    if (!found) throw new Error(`no row says ${words}`);
    return within(found);
  });

it("says each thing in a sentence, the oldest first", async () => {
  const said = (await rows()).map((one) => one.textContent ?? "");
  const order = [/du skirtingi laikai/, /Niekas neatidarė/, /liko neatsakytas/, /Prašo kito laiko/, /Žinia žmogaus nepasiekė/];
  expect(order.map((words) => said.findIndex((one) => words.test(one)))).toEqual([0, 1, 2, 3, 4]);
});

it("gives a task to whoever takes it, and lets nothing go without an outcome", async () => {
  await user.click((await row(/liko neatsakytas/)).getByRole("button", { name: "Imuosi" }));
  await waitFor(async () => expect((await row(/liko neatsakytas/)).getByRole("button", { name: "Grąžinti skyriui" })).toBeTruthy());
  await user.click((await row(/liko neatsakytas/)).getByRole("button", { name: "Kuo baigėsi…" }));
  await user.click(await screen.findByRole("radio", { name: "Nebereikia" }));
  await user.click(screen.getByRole("button", { name: "Užrašyti" }));
  await waitFor(async () => expect((await rows()).length).toBe(4));
  expect(asked.at(-1)).toMatchObject({ path: "tasks/3/end", body: { outcome: "not_needed", words: "" } });
  await user.click(await screen.findByRole("button", { name: "Grąžinti" }));
  await waitFor(async () => expect((await rows()).length).toBe(5));
});

it("shows both sides of a conflict and keeps the one chosen", async () => {
  const conflict = await row(/du skirtingi laikai/);
  const [, other] = conflict.getAllByRole("button", { name: /^Galioja šis/ });
  await user.click(other as HTMLElement);
  await waitFor(async () => expect((await rows()).length).toBe(4));
  expect(asked.at(-1)?.body).toEqual({ events: ["1", "2"], keep: "2", instead: null });
  // Taken back, it waits again.
  await user.click(await screen.findByRole("button", { name: "Grąžinti" }));
  await waitFor(async () => expect((await rows()).length).toBe(5));
  expect(asked.at(-1)).toMatchObject({ path: expect.stringMatching(/^clients\/.+\/unsettle$/), body: { settled: "s1" } });
  expect((await row(/du skirtingi laikai/)).getAllByRole("button", { name: /^Galioja šis/ }).length).toBe(2);
});

it("opens a settled conflict again from what was settled, one that kept what held too", async () => {
  const [same] = (await row(/du skirtingi laikai/)).getAllByRole("button", { name: /^Galioja šis/ });
  await user.click(same as HTMLElement);
  await screen.findByText(/galioja tas pats/);
  await user.click(screen.getByRole("button", { name: "Sutvarkyta" }));
  // What was settled last stands first.
  await waitFor(async () => expect((await rows())[0]?.textContent).toMatch(/du skirtingi laikai/));
  const settled = within((await rows())[0] as HTMLElement);
  await user.click(settled.getByRole("button", { name: "Atverti iš naujo" }));
  await screen.findByText("Vėl laukia sprendimo.");
  await user.click(screen.getByRole("button", { name: "Laukia" }));
  await row(/du skirtingi laikai/);
});

it("asks for words before a visit is let go", async () => {
  await user.click((await row(/Niekas neatidarė/)).getByRole("button", { name: "Kuo baigėsi…" }));
  const act = await screen.findByRole<HTMLButtonElement>("button", { name: "Užrašyti, kad daugiau nieko nereikia" });
  expect(act.disabled).toBe(true);
  await user.type(screen.getByLabelText("Keliais žodžiais"), "išvykusi iki gruodžio");
  await user.click(act);
  await waitFor(async () => expect((await rows()).length).toBe(4));
});

it("takes back that nothing follows, and says beforehand that we did not come is never taken back", async () => {
  await user.click((await row(/Niekas neatidarė/)).getByRole("button", { name: "Kuo baigėsi…" }));
  await user.type(screen.getByLabelText("Keliais žodžiais"), "išvykusi");
  await user.click(screen.getByRole("button", { name: "Užrašyti, kad daugiau nieko nereikia" }));
  await user.click(await screen.findByRole("button", { name: "Grąžinti" }));
  await waitFor(async () => expect((await rows()).length).toBe(5));

  const overdue = fake.world.visits[9];
  if (overdue) Object.assign(overdue, { state: "overdue" });
  fake.tell();
  await user.click((await row(/Po sutarto laiko/)).getByRole("button", { name: "Kuo baigėsi…" }));
  await screen.findByText(/Šito atšaukti nebus galima/);
});

it("shows what is asked for by kind, age and owner, with how many there are", async () => {
  const kinds = await screen.findByLabelText<HTMLSelectElement>("Kas");
  expect([...kinds.options].map(({ text }) => text)).toEqual([
    "Viskas (5)",
    "Užduotys (2)",
    "Nesutapimai (1)",
    "Sustoję vizitai (2)",
    "Vizitai be laiko (0)",
    "Planšečių įrašai (0)",
    "Likę po išėjusių (0)",
  ]);
  await user.selectOptions(kinds, "task");
  await waitFor(async () => expect((await rows()).length).toBe(2));
  await user.selectOptions(screen.getByLabelText("Kiek laukia"), "hour");
  await waitFor(async () => expect((await rows()).length).toBe(1));
  expect(location.hash).toBe("#/inbox/all/task/hour");
  await user.selectOptions(screen.getByLabelText("Kieno"), "mine");
  await screen.findByText("Tokių reikalų nėra.");
  await user.selectOptions(screen.getByLabelText("Kas"), "all");
  await user.selectOptions(screen.getByLabelText("Kiek laukia"), "all");
  await user.selectOptions(screen.getByLabelText("Kieno"), "w1");
  expect((await row(/Žinia žmogaus nepasiekė/)).getByText(/Ėmėsi/)).toBeTruthy();
});

describe("what a tablet handed in and what has no place", () => {
  beforeEach(() => {
    cleanup();
    const world = new World();
    world.waiting = held(world);
    fake = open(world);
  });

  it("says whose it is, what it is, why it has no place and what to do", async () => {
    const notes = await row(/atsiuntė 2 pastabas/);
    notes.getByText(/klientas jam nepriskirtas.*perduokite klientą/);
    await user.click(notes.getByRole("button", { name: "Bandyti dar kartą" }));
    await screen.findByText("2 įrašų vis dar negalima priimti.");
    expect((await row(/kurio atverti nepavyko/)).queryByRole("button", { name: "Bandyti dar kartą" })).toBeNull();
  });

  it("lets nothing go for good", async () => {
    await user.click((await row(/atsiuntė 2 pastabas/)).getByRole("button", { name: "Nebereikia" }));
    await waitFor(async () => expect((await rows()).length).toBe(1));
    expect(asked.at(-1)).toMatchObject({ path: "tablets/t1/held", body: { hashes: ["a1", "a2"], act: "let_go" } });
    await user.click(await screen.findByRole("button", { name: "Grąžinti" }));
    await waitFor(async () => expect((await rows()).length).toBe(2));
  });
});

it("says who settled what goes while it is looked at, before it goes", async () => {
  await row(/liko neatsakytas/);
  await fake.ask("POST", "tasks/3/end", { body: { outcome: "done", words: "paskambinta" } });
  fake.tell();
  const gone = await row(/Atlikta\..*paskambinta/);
  gone.getByText(/šiandien, \d/);
  expect(gone.queryByRole("button")).toBeNull();
  expect((await rows()).length).toBe(5);
  expect(screen.getAllByRole("status").some((one) => /Atlikta\./.test(one.textContent ?? ""))).toBe(true);
});

it("shows what was settled, by whom and how, and takes it back", async () => {
  await user.click(await screen.findByRole("button", { name: "Sutvarkyta" }));
  const said = (await rows()).map((one) => one.textContent ?? "");
  expect(said[0]).toMatch(/Skambutis liko neatsakytas\..*Atlikta\..*Vida Norkienė, šiandien/);
  expect(said[0]).toMatch(/Dar užrašė .+, šiandien, .+: Atlikta\..*sutarėme trečiadienį/);
  expect(said.some((one) => /Susitvarkė savaime/.test(one))).toBe(true);
  expect(said.some((one) => /Vizitai nebesikerta\..*Serveris/.test(one))).toBe(true);
  expect(said.some((one) => /neatvykome.*Šito atšaukti negalima/.test(one))).toBe(true);
  await user.click((await row(/du skirtingi laikai/)).getByRole("button", { name: "Galioja kitas…" }));
  expect((await row(/du skirtingi laikai/)).getAllByRole("button", { name: /^Galioja šis/ }).length).toBe(2);
});

describe("how long it waits", () => {
  const now = Date.parse("2026-11-25T10:30:00+02:00") / 1000;
  it.each([
    ["2026-11-25T10:29:40+02:00", "Atsirado ką tik."],
    ["2026-11-25T10:29:00+02:00", "Laukia 1 minutę."],
    ["2026-11-25T10:09:00+02:00", "Laukia 21 minutę."],
    ["2026-11-25T09:31:00+02:00", "Laukia 59 minutes."],
    ["2026-11-25T08:20:00+02:00", "Laukia 2 valandas."],
    ["2026-11-25T00:10:00+02:00", "Laukia 10 valandų."],
    ["2026-11-24T23:30:00+02:00", "Laukia 11 valandų."],
    ["2026-11-24T09:00:00+02:00", "Laukia nuo vakar."],
    ["2026-11-14T09:00:00+02:00", "Laukia 11 dienų."],
  ])("since %s is said in words", (since, words) => {
    expect(age(Date.parse(since) / 1000, now)).toBe(words);
  });
});

it("says of whoever left what is hers all the same, and leads to her page", async () => {
  cleanup();
  const world = new World();
  world.waiting = [remaining(world)];
  open(world);
  const found = await row(/Mindaugas Radzevičius\.\s+Čia nebedirba\. Dar atsako už 3 klientus\. Dar paskirtas 1 vizitas\. Perduokite kitiems\./);
  await user.click(found.getByRole("button", { name: "Atverti darbuotoją" }));
  await waitFor(() => expect(location.hash).toBe("#/office/workers/w5"));
});
