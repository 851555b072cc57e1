import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import type { Change } from "../src/console/api/seen";
import { Fake } from "../src/console/fake/fake";
import { unseenCall } from "../src/console/fake/inbox";
import { behind, seenRoutes } from "../src/console/fake/seen";
import { World } from "../src/console/fake/world";
import { callWords, changeWords, seenWords } from "../src/console/seen";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T09:30:00+02:00") });
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  location.hash = "";
  fake = new Fake(new World());
});
afterEach(() => {
  vi.restoreAllMocks();
});

const at = (time: string) => Date.parse(`2026-11-${time}+02:00`) / 1000;

describe("what a tablet has seen in words", () => {
  it.each([
    [0, null, "be planšetės"],
    [1, null, "plano dar nematė"],
    [1, at("23T08:05"), "planšetė matė 8:05"],
    [2, at("22T16:40"), "planšetė matė vakar, 16:40"],
  ])("%d tablets, %s: %s", (tablets, seen, words) => {
    expect(seenWords({ worker: "w", name: "", phone: "", tablets, seen, unseen: [] })).toBe(words);
  });

  it.each<[Change, string]>([
    ["new", "Naujas vizitas: rytoj, 9:00."],
    ["moved", "Vizitas perkeltas: buvo šiandien, 10:00, dabar rytoj, 9:00."],
    ["away", "Vizitas (šiandien, 10:00) perduotas kitam darbuotojui."],
    ["open", "Vizito laikas (šiandien, 10:00) nebegalioja, kitas dar nesutartas."],
    ["cancelled", "Vizitas (šiandien, 10:00) atšauktas."],
  ])("%s: %s", (change, words) => {
    expect(changeWords({ change, was: at("23T10:00"), is: at("24T09:00") })).toBe(words);
  });

  it("still says whom to call when it was seen meanwhile", () => {
    const call = { worker: "w", name: "", phone: "", change: null, was: null, is: null };
    expect(callWords(call)).toBe("Planšetė pakeitimą jau matė. Jei vis tiek norite, paskambinkite:");
  });
});

describe("the Board", () => {
  it("says under each name when the tablet saw the plan, and marks only what was not seen", async () => {
    fake.add(seenRoutes(fake.world, { w3: behind(fake.world, "w3") }));
    render(App, { api: fake });
    await screen.findByText("planšetė matė 9:29");
    expect(screen.getByText("be planšetės")).toBeTruthy();
    const marked = screen.getAllByRole("button", { name: /Nematė/ });
    expect(marked.map((one) => one.textContent?.trim())).toEqual(["planšetė matė 8:50 Nematė 2 pakeitimų: Saulius Vaičiulis"]);
    await user.click(marked[0] as HTMLElement);
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.getByRole("heading").textContent).toBe("Saulius Vaičiulis");
    expect(sheet.getByRole("link").getAttribute("href")).toBe("tel:061200003");
    const rows = sheet.getAllByRole("listitem").map((one) => one.textContent);
    expect(rows[0]).toMatch(/Vizitas perkeltas: buvo šiandien, 10:30, dabar šiandien, 12:00\./);
    expect(rows[1]).toMatch(/Vizitas \(šiandien, 13:00\) atšauktas\./);
    const first = behind(fake.world, "w3")[0];
    await user.click(sheet.getAllByRole("button", { name: /^Žiūrėti/ })[0] as HTMLElement);
    await waitFor(() => expect(location.hash).toContain(first?.visit));
    expect((await screen.findByRole("dialog")).textContent).toContain(first?.name);
  });

  it("shows no less when nobody may know what the tablets saw", async () => {
    fake.add({
      "GET workers/seen": () => {
        throw { code: "not_allowed", args: {} };
      },
    });
    render(App, { api: fake });
    await screen.findByRole("group", { name: "Vizitai laiko juostoje" });
    expect(screen.queryByText(/planšetė/)).toBeNull();
  });
});

describe("the inbox", () => {
  it("says in one sentence what was not seen and which worker to call, and offers no call to the client", async () => {
    fake.add({ "GET inbox": () => ({ now: Math.floor(Date.now() / 1000), items: [unseenCall(fake.world)] }) });
    location.hash = "#/inbox";
    render(App, { api: fake });
    const row = await screen.findByRole("listitem");
    const words = row.querySelector("p")?.textContent?.replace(/\s+/g, " ").trim();
    expect(words).toMatch(/^\S+ \S+\. Vizitas \(šiandien, 11:00\) atšauktas\. Planšetė to dar nematė – paskambinkite: Gintarė Bielskytė, 0 612 00002 ?\.$/);
    expect(within(row).getByRole("link").getAttribute("href")).toBe("tel:061200002");
    expect(within(row).queryByRole("button", { name: "Skambinti" })).toBeNull();
    expect(row.textContent).not.toContain("„");
  });
});
