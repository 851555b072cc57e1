import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import type { CallMade, ClientCard } from "../src/console/api/clients";
import { Cards, clientRoutes } from "../src/console/fake/clients";
import { Fake } from "../src/console/fake/fake";
import { World } from "../src/console/fake/world";
import { answersOf } from "../src/console/phone/call";
import { parts, script } from "../src/script";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let cards: Cards;
let card: ClientCard;
let calls: CallMade[];

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  speech.language = "lt";
  fake = new Fake(new World());
  cards = new Cards(fake.world);
  const visit = fake.world.visits.find(({ day, state }) => day === "2026-11-24" && state === "confirmed");
  card = cards.of(visit?.client ?? "");
  calls = [];
  const routes = clientRoutes(fake.world, cards);
  const take = routes["POST clients/:id/calls"];
  fake.add({
    ...routes,
    "POST clients/:id/calls": (asked) => {
      calls.push(asked.body as CallMade);
      return take?.(asked);
    },
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function open(at: string): void {
  location.hash = `#/${at}`;
  render(App, { api: fake });
}

const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));

describe("clients", () => {
  it("are found without Lithuanian letters, and opened", async () => {
    open("clients");
    await user.type(await screen.findByLabelText("Ieškoti kliento"), "azuol");
    await waitFor(() => expect(screen.getAllByRole("row").length).toBeLessThan(20));
    const [, first] = screen.getAllByRole("row");
    expect(first?.textContent).toContain("Ąžuol");
  });

  it("of others are shown by name, year of birth and street alone", async () => {
    open("clients");
    await user.type(await screen.findByLabelText("Ieškoti kliento"), "an");
    await press("Ieškoti visoje savivaldybėje");
    const [tag] = await screen.findAllByText("kito skyriaus");
    const [name, address, phone] = [...(tag?.closest("tr")?.children ?? [])].map((cell) => cell.textContent?.trim());
    expect(name).toMatch(/gim\. \d{4} m\./);
    expect(address).not.toBe("");
    expect(phone).toBe("–");
  });

  it("are mended: only what changed is sent", async () => {
    open(`clients/${card.id}`);
    await press("Taisyti: Žmogus");
    const phone = screen.getByLabelText<HTMLInputElement>("Telefonas");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Išsaugoti" }).disabled).toBe(true);
    await user.clear(phone);
    await user.type(phone, "0 612 99999");
    const born = card.born;
    await press("Išsaugoti");
    await waitFor(() => expect(cards.of(card.id).phone).toBe("0 612 99999"));
    expect(cards.of(card.id).born).toBe(born);
    await screen.findByText("Išsaugota.");
  });

  it("are registered once: who may be the same person is shown first", async () => {
    open("clients/new");
    await user.type(await screen.findByLabelText("Vardas"), card.given);
    await user.type(screen.getByLabelText("Pavardė"), card.surname);
    await press("Registruoti");
    await screen.findByText("Gal tai tas pats žmogus?");
    const count = cards.all().length;
    await press("Vis tiek registruoti");
    await waitFor(() => expect(cards.all().length).toBe(count + 1));
    await waitFor(() => expect(location.hash).toMatch(/^#\/clients\/n/));
  });

  it("carry a warning with facts, author and end, which can be taken off", async () => {
    open(`clients/${card.id}`);
    await press("Keisti: Saugumas");
    await user.type(screen.getByLabelText("Kas įvyko"), "Kieme palaidas šuo.");
    await press("Išsaugoti");
    await screen.findByText("Kieme palaidas šuo.", { exact: false });
    expect(card.risk?.by).toBe("Giedrė Kazlauskienė");
    await press("Nebegalioja");
    await waitFor(() => expect(card.risk).toBeNull());
  });
});

describe("phone mode", () => {
  it("agrees a time by a digit and Enter, and logs the call with it", async () => {
    open(`phone/${card.id}`);
    await screen.findByRole("button", { name: /^2 / });
    await user.keyboard("2");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(calls.length).toBe(1));
    expect(calls[0]).toMatchObject({ direction: "out", reached: "spoke", number: card.phone, visit: card.visits[0]?.id });
    expect(calls[0]?.answer).toMatchObject({ answer: "agreed", what: { at: { day: "2026-11-24", time: "14:00" } } });
    await screen.findByText(/^Sutarta ir užrašyta/);
  });

  it("loses no Enter that comes before the focus is on the button", async () => {
    open(`phone/${card.id}`);
    await screen.findByRole("button", { name: /^2 / });
    const heading = screen.getByRole("heading", { level: 1 });
    heading.focus();
    for (const key of ["2", "Enter"]) heading.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await waitFor(() => expect(calls.length).toBe(1));
  });

  it("leaves the focus with whoever is at work when the place's heading would take it", async () => {
    const frames: FrameRequestCallback[] = [];
    vi.spyOn(window, "requestAnimationFrame").mockImplementation((frame) => frames.push(frame));
    open(`phone/${card.id}`);
    (await screen.findByRole("button", { name: /^2 / })).focus();
    expect(frames.length).toBeGreaterThan(0);
    frames.forEach((frame) => frame(0));
    expect(document.activeElement?.textContent).toMatch(/^2 /);
  });

  it("takes the wish when none of the times suits", async () => {
    open(`phone/${card.id}`);
    await screen.findByRole("button", { name: /^1 / });
    await user.keyboard("n");
    const wish = await screen.findByLabelText("Koks laikas tiktų");
    await waitFor(() => expect(document.activeElement).toBe(wish));
    await user.keyboard("po pietų");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(calls[0]?.answer).toEqual({ answer: "wished", what: "po pietų" }));
  });

  it("with somebody new begins a card, and then the call about it", async () => {
    open("phone");
    await press("Skambina naujas žmogus");
    await screen.findByRole("heading", { name: "Dėl ko skambina" });
    await user.type(await screen.findByLabelText("Vardas"), "Zita");
    await press("Registruoti");
    await waitFor(() => expect(location.hash).toMatch(/^#\/phone\/n/));
    await user.click(await screen.findByText("Skambino kas nors kitas arba iš kito numerio"));
    await user.type(screen.getByLabelText("Kas kalbėjo"), "Petras Jakubauskas");
    await user.type(screen.getByLabelText("Įstaiga"), "Bendrija");
    await user.type(screen.getByLabelText("Kas pasakyta"), "Savaitę niekas nematė.");
    await user.click(screen.getByLabelText("Pakalbėjome"));
    await press("Išsaugoti pokalbį");
    await waitFor(() => expect(calls[0]).toMatchObject({ name: "Petras Jakubauskas", organisation: "Bendrija", message: "Savaitę niekas nematė." }));
  });

  it("logs that nobody answered, for the reason that a task gives", async () => {
    card.tasks.push({ id: "t", cause: "unanswered", visit: null, owner: null, due: fake.world.now, words: "", outcome: null });
    open(`phone/${card.id}/t`);
    await screen.findAllByText("Neatsakė iki vidurdienio – paskambinti.");
    await user.click(await screen.findByLabelText("Neatsiliepė"));
    await user.click(await screen.findByLabelText("Šiandien, 14:00"));
    await press("Išsaugoti pokalbį");
    await waitFor(() => expect(calls[0]).toMatchObject({ reached: "noanswer", task: "t", answer: null }));
    expect(calls[0]?.again).toEqual({ day: "2026-11-23", time: "14:00" });
    await screen.findByText(/^Užrašyta\. Priminsime perskambinti: .* – šiandien, 14:00\.$/);
  });

  it("offers only answers that a visit can take", () => {
    const [visit] = card.visits;
    if (!visit) throw new Error("no visit");
    expect(answersOf(undefined)).toEqual(["agreed"]);
    expect(answersOf({ ...visit, state: "requested" })).toEqual(["agreed", "cancelled"]);
    expect(answersOf({ ...visit, state: "confirmed" })).toEqual(["agreed", "wished", "confirmed", "cancelled"]);
    expect(answersOf({ ...visit, state: "completed" })).toEqual([]);
  });
});

describe("the call script", () => {
  it("has all parts in both languages, and names whom it knows", () => {
    for (const language of ["lt", "en"] as const) {
      speech.language = language;
      for (const part of parts) {
        const { title, lines } = script(part, { client: "Ona", office: "Skyrius" });
        expect(title).not.toBe("");
        expect(lines.length).toBeGreaterThan(3);
        expect(lines.map(({ text }) => text).join(" ")).not.toMatch(/[{}]/);
      }
    }
  });
});
