import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import { Http } from "../src/console/api/http";
import type { Console } from "../src/console/console.svelte";
import { Fake } from "../src/console/fake/fake";
import { rightCode, rightPassword } from "../src/console/fake/session";
import { World } from "../src/console/fake/world";
import { matches } from "../src/console/palette/actions";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let console: Console;

beforeEach(() => {
  // There is no layout here; the timeline is drawn only where it has room.
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  location.hash = "";
  fake = new Fake(new World());
});
afterEach(() => {
  vi.restoreAllMocks();
});

function open(): void {
  render(App, { api: fake, onready: (ready: Console) => (console = ready) });
}

const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));

describe("the door", () => {
  beforeEach(() => (fake.world.who = null));

  async function enter(password: string): Promise<void> {
    await user.type(await screen.findByLabelText("Prisijungimo vardas"), "giedre");
    await user.type(screen.getByLabelText("Slaptažodis"), password);
    await press("Prisijungti");
  }

  it("opens by password and code", async () => {
    open();
    await enter(rightPassword);
    await user.type(await screen.findByLabelText("Kodas iš telefono"), rightCode.replace(/^(...)/, "$1 "));
    await press("Toliau");
    await screen.findByRole("heading", { name: "Pirmadienis, lapkričio 23 d." });
  });

  it("says what is wrong and keeps what was typed", async () => {
    open();
    await enter("ne tas");
    await screen.findByText("Prisijungimo vardas, slaptažodis arba kodas netinka.");
    expect(screen.getByLabelText<HTMLInputElement>("Prisijungimo vardas").value).toBe("giedre");
  });

  it("has a password chosen and the telephone taught, the first time", async () => {
    fake.world.first = true;
    open();
    await enter(rightPassword);
    await user.type(await screen.findByLabelText("Naujas slaptažodis"), "keturi žodžiai miške");
    await user.type(screen.getByLabelText("Pakartokite slaptažodį"), "keturi žodžiai laukų");
    screen.getByText("Slaptažodžiai nesutampa.");
    await user.clear(screen.getByLabelText("Pakartokite slaptažodį"));
    await user.type(screen.getByLabelText("Pakartokite slaptažodį"), "keturi žodžiai miške");
    await press("Toliau");
    await screen.findByRole("img", { name: "Paveikslėlis kodų programėlei" });
    await user.type(screen.getByLabelText("Kodas iš telefono"), rightCode);
    await press("Toliau");
    await screen.findByRole("heading", { name: "Pirmadienis, lapkričio 23 d." });
  });

  it("closes behind whoever is signed out elsewhere", async () => {
    fake.world.who = (await import("../src/console/fake/session")).coordinator;
    open();
    await screen.findByRole("button", { name: "Giedrė Kazlauskienė" });
    fake.add({ "GET board": () => Promise.reject({ code: "signed_out", args: {} }) });
    fake.tell();
    await screen.findByLabelText("Prisijungimo vardas");
    expect(document.body.textContent).not.toContain("Petrauskienė");
  });
});

describe("a session that is over while nobody touches the screen", () => {
  beforeEach(async () => (fake.world.who = (await import("../src/console/fake/session")).coordinator));

  it("closes the door and forgets what was shown", async () => {
    open();
    await screen.findAllByText(/Petrauskienė/);
    console.finding = true;
    await screen.findByRole("dialog");
    fake.world.who = null;
    fake.close();
    await screen.findByLabelText("Prisijungimo vardas");
    expect(document.body.textContent).not.toContain("Petrauskienė");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("leaves the screen when only the line was closed, and listens anew", async () => {
    open();
    await screen.findByText(/30 vizitų/);
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: new Date("2026-11-23T09:24:00+02:00") });
    fake.close();
    await vi.advanceTimersByTimeAsync(5_000);
    fake.world.visits = fake.world.visits.slice(0, 1);
    fake.tell();
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T09:24:00+02:00") });
    await screen.findByText(/1 vizitas/);
  });

  it("is found out by the browser's own line", () => {
    const listeners = new Map<string, () => void>();
    const source = { readyState: 0, CLOSED: 2, close: vi.fn(), addEventListener: (name: string, f: () => void) => void listeners.set(name, f) };
    vi.stubGlobal("EventSource", function () { return source; });
    const closed = vi.fn();
    new Http(new URL("https://office.example/m/alytus/api/")).follow(vi.fn(), closed);
    listeners.get("error")?.();
    expect(closed).not.toHaveBeenCalled();
    source.readyState = 2;
    listeners.get("error")?.();
    expect(closed).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });
});

describe("the own password", () => {
  beforeEach(async () => (fake.world.who = (await import("../src/console/fake/session")).coordinator));

  it("is changed with the old one and a code, and says what will not do", async () => {
    open();
    await press("Giedrė Kazlauskienė");
    await press("Keisti slaptažodį");
    const sheet = within(await screen.findByRole("dialog", { name: "Keisti slaptažodį" }));
    const field = (name: string) => sheet.getByLabelText<HTMLInputElement>(name);
    await user.type(field("Dabartinis slaptažodis"), "ne tas");
    await user.type(field("Naujas slaptažodis"), "slaptažodis123");
    await user.type(field("Pakartokite slaptažodį"), "slaptažodis123");
    await user.type(field("Kodas iš telefono"), rightCode);
    await press("Keisti");
    await sheet.findByText("Dabartinis slaptažodis arba kodas netinka.");
    expect(field("Kodas iš telefono").value).toBe("");
    await user.clear(field("Dabartinis slaptažodis"));
    await user.type(field("Dabartinis slaptažodis"), rightPassword);
    await user.type(field("Kodas iš telefono"), rightCode);
    await press("Keisti");
    await sheet.findByText("Tokį slaptažodį lengva atspėti.");
    for (const name of ["Naujas slaptažodis", "Pakartokite slaptažodį"]) {
      await user.clear(field(name));
      await user.type(field(name), "keturi žodžiai miške");
    }
    await user.type(field("Kodas iš telefono"), rightCode);
    await press("Keisti");
    await screen.findByText("Slaptažodis pakeistas");
    expect(screen.queryByLabelText("Dabartinis slaptažodis")).toBeNull();
  });
});

describe("the frame", () => {
  it("shows again what changed at the server", async () => {
    open();
    await screen.findByText(/30 vizitų/);
    fake.world.visits = fake.world.visits.slice(0, 1);
    fake.tell();
    await screen.findByText(/1 vizitas/);
  });

  it("says a problem by its code, and one that it does not know", async () => {
    open();
    await waitFor(() => expect(console.who).toBeTruthy());
    console.problem = { code: "busy", args: { seconds: 2 } };
    await screen.findByText("Serveris labai užimtas.");
    console.problem = { code: "no_such_code", args: {} };
    await screen.findByText("Nepavyko.");
    await press("Uždaryti");
    expect(screen.queryByText("Nepavyko.")).toBeNull();
  });

  it("keeps the person's own settings, and lets out", async () => {
    open();
    await press("Giedrė Kazlauskienė");
    const dialog = within(await screen.findByRole("dialog"));
    dialog.getByText(/koordinatorius/);
    await user.click(dialog.getByRole("radio", { name: "Naktis" }));
    expect(document.documentElement.dataset.theme).toBe("night");
    await user.click(dialog.getByRole("radio", { name: "Diena" }));
    await user.click(dialog.getByRole("button", { name: "Atsijungti" }));
    await screen.findByLabelText("Prisijungimo vardas");
  });
});

describe("somebody else's person", () => {
  const asked: (string | undefined)[] = [];
  beforeEach(() => {
    asked.splice(0);
    fake.add({
      "GET clients/:id": ({ reason }) => {
        asked.push(reason);
        return reason ? "matoma" : Promise.reject({ code: "reason_needed", args: {} });
      },
    });
  });

  it("is looked at for a reason, which goes with every later look", async () => {
    open();
    await waitFor(() => expect(console.who).toBeTruthy());
    const looks = Promise.all([console.api.ask("GET", "clients/c1"), console.api.ask("GET", "clients/c1")]);
    await user.type(await screen.findByLabelText("Kodėl reikia pažiūrėti"), "Pavaduoju kolegę");
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Žiūrėti" }));
    await expect(looks).resolves.toEqual(["matoma", "matoma"]);
    await console.api.ask("GET", "clients/c1");
    expect(asked.slice(2)).toEqual(Array(3).fill("Pavaduoju kolegę"));
  });

  it("is left alone when nothing is said, and asked about anew at the next look", async () => {
    open();
    await waitFor(() => expect(console.who).toBeTruthy());
    const look = expect(console.api.ask("GET", "clients/c1")).rejects.toMatchObject({ code: "reason_needed" });
    await press("Nežiūrėti");
    await look;
    await expect(console.api.ask("GET", "clients/c1")).rejects.toMatchObject({ code: "reason_needed" });
    expect(screen.queryByLabelText("Kodėl reikia pažiūrėti")).toBeNull();
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    await Promise.resolve();
    const again = expect(console.api.ask("GET", "clients/c1")).rejects.toMatchObject({ code: "reason_needed" });
    await press("Nežiūrėti");
    await again;
  });

  it("is asked about again when whoever would not say why tries again", async () => {
    history.replaceState(null, "", "#/clients/c1");
    open();
    await press("Nežiūrėti");
    await press("Bandyti dar kartą");
    await screen.findByLabelText("Kodėl reikia pažiūrėti");
  });
});

describe("a client of another unit", () => {
  const shut = { code: "opening_needed", args: { client: "c9" } };
  beforeEach(() => {
    fake.add({
      "GET clients/:id": ({ ids }) => (fake.world.opened.has(ids.id ?? "") ? "matoma" : Promise.reject(shut)),
      "GET visits/:id": () => (fake.world.opened.has("c9") ? "vizitas" : Promise.reject(shut)),
    });
  });

  it("is opened for a reason and a sentence, and what was asked for comes then", async () => {
    open();
    await waitFor(() => expect(console.who).toBeTruthy());
    const looks = Promise.all([console.api.ask("GET", "clients/c9"), console.api.ask("GET", "visits/v9")]);
    const sheet = within(await screen.findByRole("dialog"));
    const act = () => sheet.getByRole<HTMLButtonElement>("button", { name: "Atverti skubiai" });
    await user.type(sheet.getByLabelText(/Kas nutiko/u), "Kaimynė girdi dejones");
    expect(act().disabled, "without a reason").toBe(true);
    await user.click(sheet.getByRole("radio", { name: "Gresia pavojus" }));
    await user.click(act());
    await expect(looks).resolves.toEqual(["matoma", "vizitas"]);
    expect(await console.api.ask<{ client: string; reason: string; words: string }[]>("GET", "openings")).toMatchObject([
      { client: "c9", reason: "danger", words: "Kaimynė girdi dejones" },
    ]);
    // It has ended meanwhile: it is asked anew.
    fake.world.opened.clear();
    const again = expect(console.api.ask("GET", "clients/c9")).rejects.toMatchObject(shut);
    await press("Atšaukti");
    await again;
  });

  it("is asked about again when whoever declined tries again", async () => {
    history.replaceState(null, "", "#/clients/c9");
    const ask = vi.spyOn(fake, "ask");
    const looks = () => ask.mock.calls.filter(([method, path]) => method === "GET" && path === "clients/c9").length;
    open();
    await press("Atšaukti");
    await screen.findByText(/Šis žmogus/u);
    const before = looks();
    console.tick++;
    await waitFor(() => expect(looks()).toBeGreaterThan(before));
    expect(screen.queryByRole("dialog"), "what changes at the server asks nothing").toBeNull();
    await press("Bandyti dar kartą");
    await screen.findByRole("dialog", { name: /priskirtas ne Jums/u });
  });

  it("stays shut when it is not said why, and is asked about anew at the next look", async () => {
    open();
    await waitFor(() => expect(console.who).toBeTruthy());
    const look = expect(console.api.ask("GET", "clients/c9")).rejects.toMatchObject(shut);
    await press("Atšaukti");
    await look;
    await expect(console.api.ask("GET", "visits/v9")).rejects.toMatchObject(shut);
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("what was just done", () => {
  const region = () => screen.getAllByRole("status").find((one) => /Padaryta/.test(one.textContent ?? ""));

  it("is said at the place one goes to in the same breath, once and after its heading", async () => {
    open();
    await screen.findByText(/30 vizitų/);
    const order: string[] = [];
    const watch = new MutationObserver(() => void (region() && order.push("said")));
    document.addEventListener("focusin", () => order.push(document.activeElement?.tagName ?? ""));
    console.go("inbox");
    console.say("Padaryta.");
    await screen.findByRole("heading", { name: "Reikia Jūsų" });
    watch.observe(document.body, { childList: true, subtree: true });
    await waitFor(() => expect(region()).toBeTruthy());
    watch.disconnect();
    await waitFor(() => expect(order).toContain("H1"));
    expect(order.lastIndexOf("H1")).toBeLessThan(order.lastIndexOf("said"));
  });

  it("stands at the next place too, when it was said before", async () => {
    open();
    await screen.findByText(/30 vizitų/);
    console.say("Padaryta.");
    const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 2_000);
    const before = await waitFor(() => {
      const found = region();
      if (!found) throw new Error("not said");
      return found.firstElementChild;
    });
    console.go("inbox");
    await screen.findByRole("heading", { name: "Reikia Jūsų" });
    expect(region()?.firstElementChild, "the same words, not said again").toBe(before);
    clock.mockRestore();
  });
});

describe("the palette", () => {
  it("finds a visit by letters without marks, and goes there by Enter alone", async () => {
    open();
    await screen.findByText(/30 vizitų/);
    await user.keyboard("{Control>}k{/Control}");
    const palette = within(await screen.findByRole("dialog"));
    await user.type(palette.getByRole("combobox"), "zukauskiene grigas");
    const options = await palette.findAllByRole("option", { name: /Ona Žukauskienė/ });
    expect(options[0]?.getAttribute("aria-selected")).toBe("true");
    await user.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Ona Žukauskienė" });
    within(dialog).getByText(/Tomas Grigas/);
  });

  it("offers the places, and says when there is nothing", async () => {
    open();
    await press(/Ieškoti/);
    const palette = within(await screen.findByRole("dialog"));
    await palette.findByRole("option", { name: /Lenta/ });
    await user.type(palette.getByRole("combobox"), "nieko tokio");
    await screen.findByText(/Nieko nerasta/);
  });

  it.each([
    ["Danutė Žukauskienė", "zuk dan", true],
    ["Vytautas Ąžuolis", "ĄŽU", true],
    ["Vytautas Ąžuolis", "ona", false],
  ])("%s is found by %s: %s", (text, words, found) => expect(matches(text, words)).toBe(found));
});

describe("the API over HTTP", () => {
  const asked: { url: string; init: RequestInit }[] = [];
  const answering = (answer: () => Response) =>
    vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
      asked.push({ url: String(url), init });
      return answer();
    });
  const http = new Http(new URL("https://visits.example/m/alytus/api/"));
  beforeEach(() => void asked.splice(0));
  afterEach(() => vi.unstubAllGlobals());

  it("asks at the path, with the header of its own and the reason in ASCII", async () => {
    answering(() => Response.json({ ok: 1 }));
    await http.ask("POST", "visits/v1/move", { body: { day: "2026-11-23" }, reason: "Pavaduoju kolegę" });
    const { url, init } = asked[0] ?? { url: "", init: {} };
    expect(url).toBe("https://visits.example/m/alytus/api/visits/v1/move");
    const headers = new Headers(init.headers);
    expect(headers.get("vizitas-console")).toBe("1");
    expect(decodeURIComponent(headers.get("vizitas-reason") ?? "")).toBe("Pavaduoju kolegę");
    await http.ask("GET", "board", { query: { from: "2026-11-23", days: 7, unit: null } });
    expect(asked[1]?.url).toBe("https://visits.example/m/alytus/api/board?from=2026-11-23&days=7");
    expect(new Headers(asked[1]?.init.headers).has("vizitas-console")).toBe(false);
  });

  it("rejects with the server's code, and with one of its own when there is none", async () => {
    answering(() => Response.json({ code: "moved", args: {} }, { status: 409 }));
    await expect(http.ask("GET", "board")).rejects.toEqual({ code: "moved", args: {} });
    answering(() => new Response("<html>", { status: 502, headers: { "content-type": "text/html" } }));
    await expect(http.ask("GET", "board")).rejects.toEqual({ code: "unexpected", args: {} });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no connection")));
    await expect(http.ask("GET", "board")).rejects.toEqual({ code: "unreachable", args: {} });
    answering(() => new Response(null, { status: 204 }));
    await expect(http.ask("DELETE", "session")).resolves.toBeNull();
  });
});
