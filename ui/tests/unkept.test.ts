import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import { Fake } from "../src/console/fake/fake";
import { administrator } from "../src/console/fake/settings";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;

function open(at: string): void {
  fake.world.who = administrator;
  location.hash = `#/${at}`;
  render(App, { api: fake });
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  fake = new Fake();
});

describe("settings", () => {
  it("ask before what is typed and not kept is left, and stay where one is meanwhile", async () => {
    open("office/settings/email");
    const host = await screen.findByLabelText<HTMLInputElement>("Serverio vardas");
    const closing = () => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(closing()).toBe(false);
    await user.type(host, "x");
    expect(closing(), "the browser asks too").toBe(true);
    location.hash = "#/office/audit";
    const asks = within(await screen.findByRole("dialog", { name: "Išeiti neišsaugojus?" }));
    expect(location.hash).toBe("#/office/settings/email");
    await user.click(asks.getByRole("button", { name: "Likti čia" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(host.isConnected && host.value.endsWith("x")).toBe(true);
    location.hash = "#/office/audit";
    await user.click(await screen.findByRole("button", { name: "Išeiti neišsaugojus" }));
    await screen.findByRole("heading", { name: "Žurnalas" });
    expect([location.hash, closing()]).toEqual(["#/office/audit", false]);
  });

  it("ask nothing of whoever typed the same again, or kept it", async () => {
    open("office/settings/email");
    const host = await screen.findByLabelText<HTMLInputElement>("Serverio vardas");
    await user.type(host, "x");
    await user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await waitFor(() => expect(screen.getAllByText(/^Išsaugota\./).length).toBeGreaterThan(0));
    location.hash = "#/office/audit";
    await screen.findByRole("heading", { name: "Žurnalas" });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("ask before whoever is signed in goes for good", async () => {
    open("office/settings/office");
    const name = await screen.findByLabelText<HTMLInputElement>("Pavadinimas");
    await user.type(name, " skyrius");
    await user.click(screen.getByRole("button", { name: administrator.name }));
    await user.click(await screen.findByRole("button", { name: "Atsijungti" }));
    await user.click(await screen.findByRole("button", { name: "Likti čia" }));
    expect(name.isConnected).toBe(true);
  });
});

describe("the office's name", () => {
  it("is changed where it is shown, and never to nothing", async () => {
    open("office/settings/office");
    const name = await screen.findByLabelText<HTMLInputElement>("Pavadinimas");
    await user.clear(name);
    await user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await waitFor(() => expect(name.parentElement?.textContent).toContain("Įrašykite, kaip įstaiga vadinama"));
    await user.type(name, "Alytaus globos centras");
    await user.click(screen.getByRole("button", { name: "Išsaugoti" }));
    await screen.findByText("Išsaugota. Nuo šiol taip pasirašomi pranešimai.");
    await user.click(screen.getByRole("button", { name: administrator.name }));
    await screen.findByText(/^Alytaus globos centras/);
  });
});
