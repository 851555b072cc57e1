import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import type { Method } from "../src/console/api/api";
import { Fake } from "../src/console/fake/fake";
import { World } from "../src/console/fake/world";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
const asked: { method: Method; path: string; body: unknown }[] = [];

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  location.hash = "#/inbox";
  fake = new Fake(new World());
  asked.length = 0;
  const ask = fake.ask.bind(fake);
  vi.spyOn(fake, "ask").mockImplementation((method, path, asking) => {
    if (method !== "GET") asked.push({ method, path, body: asking?.body });
    return ask(method, path, asking);
  });
  render(App, { api: fake });
});

const rows = () => screen.findAllByRole("listitem");
async function row(words: RegExp): Promise<ReturnType<typeof within>> {
  const found = (await rows()).find((one) => words.test(one.textContent ?? ""));
  if (!found) throw new Error(`no row says ${words}`);
  return within(found);
}

it("says each thing in a sentence, the oldest first", async () => {
  const said = (await rows()).map((one) => one.textContent ?? "");
  const order = [/du skirtingi laikai/, /Niekas neatidarė/, /liko neatsakytas/, /Prašo kito laiko/, /išsiųsti nepavyko/];
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
  expect(asked.at(-1)?.body).toEqual({ events: ["1", "2"], keep: "2" });
});

it("asks for words before a visit is let go", async () => {
  await user.click((await row(/Niekas neatidarė/)).getByRole("button", { name: "Kuo baigėsi…" }));
  const act = await screen.findByRole<HTMLButtonElement>("button", { name: "Užrašyti, kad daugiau nieko nereikia" });
  expect(act.disabled).toBe(true);
  await user.type(screen.getByLabelText("Keliais žodžiais"), "išvykusi iki gruodžio");
  await user.click(act);
  await waitFor(async () => expect((await rows()).length).toBe(4));
});
