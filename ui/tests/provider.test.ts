import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import type { Console } from "../src/console/console.svelte";
import { Fake } from "../src/console/fake/fake";
import { coordinator, rightCode, rightPassword } from "../src/console/fake/session";
import { administrator } from "../src/console/fake/settings";
import { World } from "../src/console/fake/world";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let sent: Record<string, unknown>;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  history.replaceState(null, "", "/m/alytus/console/");
  fake = new Fake(new World());
  fake.world.provider = true;
  sent = {};
});
afterEach(() => {
  vi.restoreAllMocks();
});

const open = () => void render(App, { api: fake, onready: (_: Console) => undefined });
const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));

describe("the door, by the municipality's account", () => {
  beforeEach(() => (fake.world.who = null));

  it("sends the browser to the provider, and says when that is silent", async () => {
    open();
    await press("Prisijungti per savivaldybės paskyrą");
    await screen.findByText("Savivaldybės paskyrų serveris neatsiliepia.");
    const away = vi.spyOn(location, "assign").mockReturnValue(undefined);
    fake.add({ "POST session/provider": () => ({ address: "https://login.example/authorize?x=1" }) });
    await press("Prisijungti per savivaldybės paskyrą");
    await vi.waitFor(() => expect(away).toHaveBeenCalledWith("https://login.example/authorize?x=1"));
  });

  it("takes up what the browser brings back, once, and leaves nothing of it in the address", async () => {
    history.replaceState(null, "", "/m/alytus/console/?state=s&code=c&iss=https%3A%2F%2Flogin.example");
    fake.add({ "PUT session/provider": ({ body }) => ((sent.back = body), { step: "in", me: coordinator }) });
    open();
    await screen.findByRole("button", { name: coordinator.name });
    expect(sent.back).toEqual({ state: "s", code: "c", iss: "https://login.example" });
    expect(location.search).toBe("");
  });

  it("says why nobody came in", async () => {
    fake.add({ "PUT session/provider": ({ body }) => ((sent.back = body), Promise.reject({ code: "account_unknown", args: { account: "5f1e" } })) });
    for (const [search, words] of [
      ["?state=s&code=c", /pažymėta taip: .*5f1e/],
      ["?state=s&error=access_denied", /prisijungti neleido/],
    ] as const) {
      history.replaceState(null, "", `/m/alytus/console/${search}`);
      const { unmount } = render(App, { api: fake, onready: () => undefined });
      await within(await screen.findByRole("alert")).findByText(words);
      unmount();
    }
    expect(sent.back).toEqual({ state: "s", code: "c", iss: null });
  });

  it("is not offered where the municipality has none", async () => {
    fake.world.provider = false;
    open();
    await screen.findByLabelText("Slaptažodis");
    expect(screen.queryByRole("button", { name: "Prisijungti per savivaldybės paskyrą" })).toBeNull();
  });
});

describe("whose account is whose", () => {
  beforeEach(() => (fake.world.who = administrator));

  it("is said and taken back at the person", async () => {
    location.hash = "#/office/people/giedre";
    open();
    await screen.findByText("5f1e2c0a-giedre");
    await press("Atsieti");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Atsieti" }));
    await screen.findByText(/^Nesusieta/);
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("H2"));
    await press("Susieti paskyrą");
    await user.type(screen.getByLabelText("Paskyros žymuo"), " nauja-1 ");
    // It opens the door from then on: whoever sits here proves to be the one who signed in.
    const link = within(screen.getByRole("dialog")).getByRole("button", { name: "Susieti paskyrą" });
    expect((link as HTMLButtonElement).disabled).toBe(true);
    await user.type(screen.getByLabelText("Dabartinis slaptažodis"), rightPassword);
    await user.type(screen.getByLabelText("Kodas iš telefono"), rightCode);
    await user.click(link);
    await screen.findByText("nauja-1");
  });

  it("that did not come is said, and comes when asked again", async () => {
    const answer = vi.fn().mockRejectedValueOnce({ code: "unreachable", args: {} }).mockResolvedValue({ on: true, account: null });
    fake.add({ "GET staff/giedre/account": answer });
    location.hash = "#/office/people/giedre";
    open();
    const section = (await screen.findByRole("heading", { name: "Savivaldybės paskyra" })).closest("section");
    await user.click(await within(section as HTMLElement).findByRole("button", { name: "Bandyti dar kartą" }));
    await screen.findByText(/^Nesusieta/);
    expect(answer).toHaveBeenCalledTimes(2);
  });
});
