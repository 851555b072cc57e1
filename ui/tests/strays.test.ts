import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import { Fake } from "../src/console/fake/fake";
import { strayRoutes } from "../src/console/fake/messages";
import { coordinator } from "../src/console/fake/session";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  location.hash = "#/inbox";
  fake = new Fake();
  fake.add(strayRoutes());
});

const strays = () => screen.findByRole("region", { name: "Žinutės iš nežinomų numerių" });

it("shows who wrote, when and what, and forgets a message only when somebody says that it is dealt with", async () => {
  render(App, { api: fake });
  const [first] = within(await strays()).getAllByRole("listitem");
  expect(first?.textContent).toMatch(/\+37069912345.*Gauta šiandien.*mama ligoninėje/s);
  await user.click(within(await strays()).getByRole("button", { name: /^Sutvarkyta….*12345$/ }));
  const sheet = within(await screen.findByRole("dialog"));
  await user.click(sheet.getByRole("button", { name: "Atšaukti" }));
  expect(within(await strays()).getAllByRole("listitem")).toHaveLength(2);
  await user.click(within(await strays()).getByRole("button", { name: /^Sutvarkyta….*12345$/ }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Sutvarkyta" }));
  await waitFor(async () => expect(within(await strays()).getAllByRole("listitem")).toHaveLength(1));
  // A mistake: it waits again.
  await user.click(await screen.findByRole("button", { name: "Grąžinti" }));
  await waitFor(async () => expect(within(await strays()).getAllByRole("listitem")).toHaveLength(2));
});

it("asks nothing of the server for whoever may not see them", async () => {
  fake.world.who = { ...coordinator, role: "officer" };
  const ask = vi.spyOn(fake, "ask");
  render(App, { api: fake });
  await screen.findByRole("heading", { name: "Reikia Jūsų" });
  expect(ask.mock.calls.some(([, path]) => path === "messages/strays")).toBe(false);
});
