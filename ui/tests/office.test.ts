import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Method } from "../src/console/api/api";
import type { StaffRole } from "../src/console/api/session";
import type { TabletView } from "../src/console/api/tablets";
import App from "../src/console/App.svelte";
import { browserWords } from "../src/console/browser";
import type { Console } from "../src/console/console.svelte";
import { Fake } from "../src/console/fake/fake";
import { newcomer } from "../src/console/fake/office";
import { coordinator } from "../src/console/fake/session";
import { World } from "../src/console/fake/world";
import { did, didWords } from "../src/console/office/openings";
import { office, tabs, tabsOf } from "../src/console/tabs";
import { has, speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let console: Console;
const asked: { method: Method; path: string; body: unknown }[] = [];

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  fake = new Fake(new World());
  asked.length = 0;
  const ask = fake.ask.bind(fake);
  vi.spyOn(fake, "ask").mockImplementation((method, path, asking) => {
    asked.push({ method, path, body: asking?.body });
    return ask(method, path, asking);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function open(at: string, role: StaffRole = "coordinator"): void {
  // Whoever keeps the office is another person than the coordinator in it.
  fake.world.who = role === "administrator" ? { ...coordinator, actor: "darius", name: "Darius Petronis", role } : { ...coordinator, role };
  location.hash = `#/${at}`;
  render(App, { api: fake, onready: (ready: Console) => (console = ready) });
}

const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));
/** What the sheet that stands open says; the frame behind it says a problem too. */
const told = async (words: string) => within(await screen.findByRole("dialog")).findByText(words);
const close = async () => user.click(within(screen.getByRole("dialog")).getAllByRole("button", { name: "Uždaryti" })[0] as HTMLElement);
const sent = (method: Method, path: string) => asked.filter((one) => one.method === method && one.path === path);

describe("the office", () => {
  it("shows each role its own tabs, and an address that no tab has opens the first", async () => {
    open("office/nowhere");
    await screen.findByRole("heading", { level: 1 });
    const shown = tabsOf(console);
    for (const tab of tabs) expect(shown.includes(tab)).toBe(tab.roles.includes("coordinator"));
    expect(new Set(office.roles)).toEqual(new Set(tabs.flatMap(({ roles }) => roles)));
  });
});

describe("tablets", () => {
  it("are listed by whose they are, those taken away apart", async () => {
    open("office/tablets");
    const [used] = await screen.findAllByRole("table");
    expect(within(used as HTMLElement).getAllByRole("rowheader")).toHaveLength(5);
    within(used as HTMLElement).getByText("Turi įrašų, kurie laukia sprendimo");
    screen.getByText("Atjungtos planšetės (2)");
  });

  it("are given by a code, and the screen goes on by itself to the question when the tablet has come", async () => {
    open("office/tablets");
    await press("Duoti planšetę");
    await user.selectOptions(await screen.findByLabelText("Kieno bus planšetė"), "Mindaugas Radzevičius");
    await press("Gauti kodą");
    await screen.findByRole("img", { name: "Paveikslėlis su tuo pačiu kodu" });
    screen.getByText(/7KQ2M-X9TRC/);
    screen.getByText(/galioja iki: rytoj, 9:24/);
    expect(sent("POST", "workers/w5/tablets")).toHaveLength(1);
    // Who gave the code hears who may approve; it is approved elsewhere, and the screen hears that, too.
    const waiting = { check: "0359 1184", gave: true, others: ["Darius Petronis"] };
    const before = await fake.ask<TabletView[]>("GET", "tablets");
    const come = newcomer({ waiting });
    fake.add({ "GET tablets": () => [come, ...before] });
    fake.tell();
    const sheet = within(screen.getByRole("dialog"));
    await sheet.findByText("0359 1184");
    sheet.getByText(/Gali patvirtinti: Darius Petronis/);
    expect(sheet.queryByRole("button", { name: /patvirtinti/ })).toBeNull();
    expect(screen.queryByText(/7KQ2M-X9TRC/)).toBeNull();
    Object.assign(come, { waiting: null, approved: true });
    fake.tell();
    await screen.findByText("Planšetė prijungta: Mindaugas Radzevičius.");
  });

  it("that wait stand first, and are approved by the digits or refused", async () => {
    fake.world.newTablets = [newcomer(), newcomer({ tablet: "t8", worker: "w1", name: "Rasa Urbonaitė" })];
    open("office/tablets");
    await screen.findByRole("heading", { name: "Patvirtinimo laukia 2 planšetės" });
    expect(screen.getAllByText("4821 7730")).toHaveLength(2);
    await press(/Taip, patvirtinti.*Mindaugas Radzevičius/);
    await screen.findByText(/Planšetė patvirtinta: Mindaugas Radzevičius/);
    expect(sent("POST", "tablets/t7/approve")).toHaveLength(1);
    await screen.findByRole("heading", { name: "Patvirtinimo laukia 1 planšetė" });
    await press(/Ne, atmesti.*Rasa Urbonaitė/);
    await screen.findByText(/Planšetė atmesta: Rasa Urbonaitė/);
    expect(sent("DELETE", "tablets/t8")).toHaveLength(1);
    expect(screen.queryByText(/Patvirtinimo laukia/)).toBeNull();
    await screen.findByText("Atjungtos planšetės (3)");
  });

  it("are marked to be cleared when they connect, after it is said that an offline one is not reached", async () => {
    open("office/tablets");
    await user.click(await screen.findByRole("button", { name: /Atjungti.*Rasa Urbonaitė/ }));
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.queryByText(/nurodymas jos nepasiekia/)).toBeNull();
    await user.click(sheet.getByRole("radio", { name: /Pamesta ar pavogta/ }));
    sheet.getByText(/Kol planšetė neturi ryšio, nurodymas jos nepasiekia/);
    expect(sent("POST", "tablets/t1/wipe")).toHaveLength(0);
    await user.click(sheet.getByRole("button", { name: "Atjungti ir išvalyti" }));
    await waitFor(() => expect(sent("POST", "tablets/t1/wipe")).toHaveLength(1));
    await user.click(await screen.findByText("Atjungtos planšetės (3)"));
    expect(await screen.findAllByText(/Išvalyti nurodyta .*dar neprisijungė/)).toHaveLength(2);
    expect(screen.queryByRole("button", { name: /Išvalyti, kai tik prisijungs.*Rasa Urbonaitė/ })).toBeNull();
    screen.getByText(/^Planšetė išvalyta /);
  });

  it("have a code that is shown for a reason only", async () => {
    open("office/tablets");
    await user.click(await screen.findByRole("button", { name: /Atrakinimo kodas.*Rasa Urbonaitė/ }));
    const act = await screen.findByRole<HTMLButtonElement>("button", { name: "Rodyti kodą" });
    expect(act.disabled).toBe(true);
    await user.type(screen.getByLabelText("Kodėl kodo reikia"), " Pamiršo PIN ");
    await user.click(act);
    await screen.findByText("7K3QM");
    await screen.findByRole("img", { name: "Paveikslėlis su tuo pačiu kodu" });
    const given = asked.filter(({ path }) => path === "tablets/t1/unlock-code");
    expect(given.map(({ method, body }) => ({ method, body }))).toEqual([{ method: "POST", body: { reason: "Pamiršo PIN" } }]);
  });

  it("that wait are named above every place, for whoever may let them in", async () => {
    fake.world.newTablets = [newcomer()];
    open("clients");
    await screen.findByText("Nauja planšetė laukia patvirtinimo: Mindaugas Radzevičius.");
    await press("Palyginti skaičius");
    await screen.findByText("4821 7730");
    expect(screen.queryByText(/^Nauja planšetė laukia/)).toBeNull();
  });

  it("are approved by who gave the code only where nobody else could", async () => {
    fake.world.newTablets = [newcomer({ waiting: { check: "4821 7730", gave: true, others: [] } })];
    open("office/tablets");
    await screen.findByText(/žurnale liks įrašyta/);
    await press(/Taip, patvirtinti/);
    await waitFor(() => expect(sent("POST", "tablets/t7/approve")).toHaveLength(1));
  });

  it("are taken away after it is said what that means, by the keyboard alone", async () => {
    open("office/tablets");
    const row = await screen.findByRole("button", { name: /Atjungti.*Rasa Urbonaitė/ });
    await waitFor(() => expect(document.activeElement?.tagName).toBe("H1"));
    row.focus();
    await user.keyboard("{Enter}");
    await screen.findByText(/lauks, kol nuspręs žmogus/);
    expect(sent("DELETE", "tablets/t1")).toHaveLength(0);
    const act = screen.getByRole("button", { name: "Atjungti planšetę" });
    within(screen.getByRole("dialog")).getByRole("button", { name: "Atšaukti" }).focus();
    await user.tab();
    expect(document.activeElement).toBe(act);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(sent("DELETE", "tablets/t1")).toHaveLength(1));
    await screen.findByText("Atjungtos planšetės (3)");
  });
});

describe("workers", () => {
  it("are listed with what is in their hands, and found by a skill", async () => {
    open("office/workers");
    const row = (await screen.findByRole("link", { name: "Mindaugas Radzevičius" })).closest("tr") as HTMLElement;
    within(row).getByText("Nėra");
    within((await screen.findByRole("link", { name: "Rasa Urbonaitė" })).closest("tr") as HTMLElement).getByText(/Šiandien, 8:13/);
    await user.selectOptions(screen.getByLabelText("Padalinys"), "Vaikų ir šeimos skyrius");
    expect(screen.getAllByRole("row")).toHaveLength(3);
  });

  it("are added, with a word about what comes next", async () => {
    open("office/workers");
    await press("Naujas darbuotojas");
    await user.type(await screen.findByLabelText("Pavardė"), "Rimkutė");
    await user.type(screen.getByLabelText("Kodas"), "d01");
    await user.type(screen.getByLabelText("Telefonas"), "861244559");
    await user.click(screen.getByRole("checkbox", { name: "rusų" }));
    await press("Pridėti");
    await told("Toks kodas jau yra.");
    expect(screen.getByLabelText<HTMLInputElement>("Pavardė").value).toBe("Rimkutė");
    await user.clear(screen.getByLabelText("Kodas"));
    await user.type(screen.getByLabelText("Kodas"), "D07");
    await press("Pridėti");
    await screen.findByRole("heading", { level: 1, name: "Rimkutė" });
    await screen.findByText(/duokite planšetę ir perduokite klientus/);
    const { body } = sent("POST", "workers")[1] ?? {};
    expect(body).toEqual({
      code: "D07",
      fields: [
        { field: "surname", value: "Rimkutė" },
        { field: "phone", value: "861244559" },
        { field: "languages", value: ["lt", "ru"] },
      ],
    });
  });

  it("are mended by what changed alone", async () => {
    open("office/workers/w2");
    await press("Taisyti: Apie darbuotoją");
    await user.clear(await screen.findByLabelText("Įgūdžiai"));
    await user.type(screen.getByLabelText("Įgūdžiai"), "slauga,  psichologas ");
    await press("Išsaugoti");
    await waitFor(() => expect(sent("PUT", "workers/w2/profile")).toHaveLength(1));
    expect(sent("PUT", "workers/w2/profile")[0]?.body).toEqual({ fields: [{ field: "skills", value: ["slauga", "psichologas"] }] });
  });

  it("leave only when nobody depends on them, and all ends at once", async () => {
    open("office/workers/w0");
    await press("Išeina iš darbo");
    await screen.findByText("Dar atsako už 24 klientus.");
    await user.click(screen.getByRole("radio", { name: "Nebedirba jau dabar" }));
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Užverti prieigą" }).disabled).toBe(true);
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Perduoti visus" }));
    await screen.findByRole("heading", { name: /Perduoti/ });
    await press("Atšaukti");
    console.go("office", "workers", "w5");
    await screen.findByRole("heading", { level: 1, name: "Mindaugas Radzevičius" });
    await press("Išeina iš darbo");
    await user.click(screen.getByRole("radio", { name: "Nebedirba jau dabar" }));
    await press("Užverti prieigą");
    await screen.findByText("Mindaugas Radzevičius: prieiga užverta.");
    expect(sent("POST", "workers/w5/leave")[0]?.body).toEqual({ last_day: null });
  });

  it("may be said to leave ahead: then it says what has to be handed over by the day, and they may stay after all", async () => {
    open("office/workers/w0");
    await press("Išeina iš darbo");
    await told("Iki tos dienos vakaro dirba kaip visada.");
    // What is past asks for all to be handed over, as at once.
    const day = screen.getByLabelText("Paskutinė darbo diena");
    const change = async (value: string) => (await user.clear(day), user.type(day, value));
    await change("2026-11-22");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Užverti prieigą" }).disabled).toBe(true);
    await change("2026-12-31");
    await press("Įrašyti dieną");
    await screen.findByText(/: paskutinė darbo diena – 2026-12-31\.$/);
    expect(sent("POST", "workers/w0/leave")[0]?.body).toEqual({ last_day: "2026-12-31" });
    const notice = (await screen.findByText("Paskutinė darbo diena – 2026-12-31.")).closest(".notice") as HTMLElement;
    expect(notice.textContent).toMatch(/Dar atsako už 24 klientus\. Po tos dienos paskirti 2 vizitai\. Iki tol perduokite kitiems\./);
    await press("Kita diena");
    expect(screen.getByLabelText<HTMLInputElement>("Paskutinė darbo diena").value).toBe("2026-12-31");
    await press("Atšaukti");
    await press("Lieka dirbti");
    await screen.findByRole("button", { name: "Išeina iš darbo" });
    expect(sent("DELETE", "workers/w0/leave")).toHaveLength(1);
  });

  it("stand apart once they have left, are nowhere to choose, and come back", async () => {
    await fake.ask("POST", "workers/w5/leave", { body: { last_day: null } });
    open("office/workers");
    const apart = (await screen.findByRole("heading", { name: "Nebedirbantys" })).closest("section") as HTMLElement;
    within(apart).getByRole("link", { name: "Mindaugas Radzevičius" });
    within(apart).getByText("2026-11-23");
    expect(screen.getAllByRole("link", { name: "Mindaugas Radzevičius" })).toHaveLength(1);
    await screen.findByText("5 darbuotojai");
    console.go("office", "tablets", "give");
    const choice = await screen.findByLabelText("Kieno bus planšetė");
    await within(choice).findByRole("option", { name: "Gintarė Bielskytė" });
    expect(within(choice).queryByRole("option", { name: "Mindaugas Radzevičius" })).toBeNull();
    await press("Atšaukti");
    console.go("office", "workers", "w0");
    await press("Perduoti visus: Klientai");
    await within(await screen.findByLabelText("Kam")).findByRole("option", { name: "Gintarė Bielskytė" });
    expect(within(screen.getByLabelText("Kam")).queryByRole("option", { name: "Mindaugas Radzevičius" })).toBeNull();
    await press("Atšaukti");
    console.go("office", "workers", "w5");
    await screen.findByText("Nebedirba nuo 2026-11-23.");
    expect(screen.queryByRole("button", { name: /^Duoti planšetę/ })).toBeNull();
    await press("Grįžo į darbą");
    await screen.findByText("Mindaugas Radzevičius: grįžo į darbą.");
    await screen.findByRole("button", { name: "Išeina iš darbo" });
  });

  it("are shown to an officer, who changes nothing", async () => {
    open("office/workers/w2", "officer");
    await screen.findByRole("heading", { level: 1, name: "Gintarė Bielskytė" });
    for (const name of [/Taisyti/, /Duoti planšetę/, /Išeina/, /Perduoti/]) expect(screen.queryByRole("button", { name })).toBeNull();
  });
});

describe("people who sign in", () => {
  it("are let in by a code that is shown once", async () => {
    open("office/people", "administrator");
    await press("Pridėti žmogų");
    await user.type(await screen.findByLabelText("Vardas ir pavardė"), "Ieva Rimkutė");
    await user.type(screen.getByLabelText("Prisijungimo vardas"), "Ieva Rimkutė");
    await screen.findByText(/Tinka tik raidės/);
    await user.clear(screen.getByLabelText("Prisijungimo vardas"));
    await user.type(screen.getByLabelText("Prisijungimo vardas"), "Ieva");
    await user.click(screen.getByRole("radio", { name: /^Darbuotojas/ }));
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Pridėti ir gauti kodą" }).disabled).toBe(true);
    await user.selectOptions(screen.getByLabelText("Darbuotojas, kuris lanko"), "D06");
    await press("Pridėti ir gauti kodą");
    await screen.findByText("7KQ2-M9TR-04HJ-NV8E");
    const body = { login: "ieva", name: "Ieva Rimkutė", role: "worker", unit: "Vaikų ir šeimos skyrius", worker: "D06" };
    expect(sent("POST", "staff")[0]?.body).toEqual(body);
    await close();
    expect(screen.queryByText("7KQ2-M9TR-04HJ-NV8E")).toBeNull();
    screen.getByRole("link", { name: "Ieva Rimkutė" });
  });

  it("get a new code after it is said what follows", async () => {
    open("office/people/giedre", "administrator");
    await press("Naujas slaptažodis ir telefonas");
    await screen.findByText(/iš karto nebetiks/);
    expect(sent("POST", "staff/giedre/reset")).toHaveLength(0);
    await press("Gauti kodą");
    await screen.findByText("7KQ2-M9TR-04HJ-NV8E");
    await close();
    await screen.findByText("Dabar niekur neprisijungta.");
  });

  it("are shut out and let back, and a session of theirs is ended", async () => {
    open("office/people/giedre", "administrator");
    await user.click(await screen.findByRole("button", { name: /Atjungti.*Chrome/ }));
    await waitFor(() => expect(sent("DELETE", "staff/giedre/sessions/s1")).toHaveLength(1));
    // The button went with its line: the keyboard goes on at the heading above.
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Kur prisijungta"));
    await press("Užverti prieigą");
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Užverti prieigą" }));
    await press("Vėl įleisti");
    await screen.findByText("Giedrė Kazlauskienė: vėl gali prisijungti.");
    expect(sent("PUT", "staff/giedre").map(({ body }) => (body as { disabled: boolean }).disabled)).toEqual([true, false]);
  });

  it("keep their last administrator, who is told why", async () => {
    open("office/people/darius", "administrator");
    await press("Taisyti: Apie žmogų");
    await user.click(await screen.findByRole("radio", { name: /^Koordinatorius/ }));
    await press("Išsaugoti");
    await told("Tai vienintelis administratorius.");
  });
});

describe("one's own sessions", () => {
  it("are ended elsewhere, never here", async () => {
    open("office/workers");
    await press("Giedrė Kazlauskienė");
    await screen.findByText("čia ir dabar");
    const [end, ...more] = await screen.findAllByRole("button", { name: /^Atjungti/ });
    expect(more).toEqual([]);
    await user.click(end as HTMLElement);
    await waitFor(() => expect(sent("DELETE", "me/sessions/s1")).toHaveLength(1));
    await waitFor(() => expect(document.activeElement?.tagName).toBe("H3"));
  });
});

describe("the palette", () => {
  it("goes to a tab, a worker and an action by what is typed, without marks", async () => {
    open("office/tablets");
    for (const [typed, name, at] of [
      ["vaiciulis", /Saulius Vaičiulis/, "#/office/workers/w3"],
      ["duoti", /Duoti planšetę/, "#/office/tablets/give"],
      ["darbuotojai", /^Darbuotojai/, "#/office/workers"],
    ] as const) {
      await screen.findByRole("heading", { level: 1 });
      console.finding = true;
      await user.type(await screen.findByRole("combobox", { name: /Ieškoti žmonių/ }), typed);
      await screen.findAllByRole("option", { name });
      await user.keyboard("{Enter}");
      await waitFor(() => expect(location.hash).toBe(at));
    }
  });
});

describe("a browser", () => {
  it.each([
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"],
    ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1", "Safari, iOS"],
    ["curl/8.5", ""],
  ])("%s", (agent, words) => expect(browserWords(agent)).toBe(words));
});

describe("access that lies unused", () => {
  it("stands before the people until an administrator gives it back", async () => {
    fake.world.idle = true;
    open("office/people", "administrator");
    const list = await screen.findByRole("region", { name: "Seniai nesijungė" });
    expect(within(list).getAllByRole("listitem").map((one) => one.textContent)).toHaveLength(3);
    expect(within(list).getByText(/bus sustabdyta/u)).toBeTruthy();
    await user.click(within(list).getByRole("button", { name: /Grąžinti prieigą.*Nijolė Baltrušienė/u }));
    expect(sent("DELETE", "idle/nijole")).toHaveLength(1);
    await waitFor(() => expect(within(list).getAllByRole("listitem")).toHaveLength(2));
  });

  it("that did not come is said, and comes when asked again", async () => {
    fake.world.idle = true;
    const answer = vi.fn().mockRejectedValueOnce({ code: "unreachable", args: {} }).mockResolvedValue([]);
    fake.add({ "GET idle": answer });
    open("office/people", "administrator");
    await user.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Bandyti dar kartą" }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    expect(answer).toHaveBeenCalledTimes(2);
  });

  it("is given back where the person is opened, too", async () => {
    fake.world.idle = true;
    open("office/people/nijole", "administrator");
    expect(await screen.findByText(/ilgai niekas nesijungė/u)).toBeTruthy();
    await press("Grąžinti prieigą");
    expect(sent("DELETE", "idle/nijole")).toHaveLength(1);
    expect(sent("PUT", "staff/nijole")).toHaveLength(0);
  });
});

describe("what was done in an emergency access", () => {
  const { paths } = JSON.parse(readFileSync("../docs/openapi.json", "utf8")) as { paths: Record<string, object> };

  it.each(Object.entries(did))("%s is a route of the server's, and has words", (route, key) => {
    const [method = "", path = ""] = route.split(" ");
    expect(Object.keys(paths[`/m/{slug}/api${path}`] ?? {})).toContain(method.toLowerCase());
    for (const language of ["lt", "en"] as const) {
      speech.language = language;
      expect(has(`opening-did-${key}`), language).toBe(true);
    }
  });

  it.each([
    ["GET /clients/{client}/elsewhere", "žiūrėjo kitus duomenis"],
    ["PUT /clients/{client}/elsewhere", "ką nors pakeitė"],
  ])("%s, which has none of its own, is told apart by whether it changes something", (route, words) => {
    expect(didWords({ at: 0, deed: "emergency_access_used", route })).toBe(words);
  });
});

describe("emergency access", () => {
  beforeEach(() => void (fake.world.openings = true));

  it("is before the eyes of whoever answers for it, and is ended and looked at", async () => {
    open("board");
    await press("Peržiūrėti");
    expect(location.hash).toBe("#/office/openings");
    const [first] = await screen.findAllByRole("article");
    const one = within(first as HTMLElement);
    expect(one.getByText(/Gresia pavojus/u)).toBeTruthy();
    await user.click(one.getByText(/Ką žiūrėjo ir darė: 2 veiksmai/u));
    expect(one.getByText(/užrašė skambutį/u)).toBeTruthy();
    await user.click(one.getByRole("button", { name: /Baigti dabar/u }));
    expect(sent("DELETE", "openings/e1")).toHaveLength(1);
    await waitFor(() => expect(one.queryByRole("button", { name: /Baigti dabar/u })).toBeNull());
    expect(document.activeElement).toBe(one.getByRole("heading"));
    await user.click(one.getByRole("button", { name: /^Peržiūrėta/u }));
    const sheet = within(await screen.findByRole("dialog"));
    await user.type(sheet.getByLabelText(/Pastaba/u), "Pagrįsta");
    await user.click(sheet.getByRole("button", { name: "Peržiūrėta" }));
    expect(sent("POST", "openings/e1/review")[0]?.body).toEqual({ remark: "Pagrįsta" });
    expect(await one.findByText("Pagrįsta")).toBeTruthy();
  });
});
