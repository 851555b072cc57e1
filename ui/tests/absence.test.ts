import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dayText, readDay } from "../src/console/week";
import type { Method } from "../src/console/api/api";
import App from "../src/console/App.svelte";
import { Fake } from "../src/console/fake/fake";
import { World } from "../src/console/fake/world";
import { speech } from "../src/text.svelte";

describe("a week as it is typed", () => {
  it.each([
    ["8:00–17:00", { weekday: 0, from: 480, to: 1020, break_from: 0, break_to: 0 }],
    ["8.00-16.30, 12:00-12:45", { weekday: 0, from: 480, to: 990, break_from: 720, break_to: 765 }],
    ["", null],
    ["17:00–8:00", undefined],
    ["8:00–17:00, 18:00–19:00", undefined],
    ["8:00–17:00, 12:00–12:45, 15:00–15:15", undefined],
    ["8:75–17:00", undefined],
    ["nuo ryto", undefined],
  ])("%s", (text, expected) => expect(readDay(0, text)).toEqual(expected));

  it("comes back as it was typed", () => {
    const day = readDay(3, "8:00–17:00, 12:00–12:45");
    expect(day && dayText({ hours: null, week: [day], skills: [] }, 3)).toBe("8:00–17:00, 12:00–12:45");
  });
});

describe("somebody cannot come", () => {
  const user = userEvent.setup();
  const asked: { method: Method; path: string; body: unknown }[] = [];

  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
    speech.language = "lt";
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T07:55:00+02:00") });
    location.hash = "#/absence/ill/w1";
    const fake = new Fake(new World());
    asked.length = 0;
    const ask = fake.ask.bind(fake);
    vi.spyOn(fake, "ask").mockImplementation((method, path, asking) => {
      asked.push({ method, path, body: asking?.body });
      return ask(method, path, asking);
    });
    render(App, { api: fake });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("shows what stays, what needs a word and what nobody takes, and accepts what is marked", async () => {
    await screen.findByRole("heading", { name: /Lieka tuo pačiu laiku: 2 vizitai/ });
    screen.getByRole("heading", { name: /Reikia žmogaus sutikimo/ });
    const boxes = screen.getAllByRole("checkbox");
    await user.click(boxes[0] as HTMLElement);
    await user.click(screen.getByRole("button", { name: /^Priimti pažymėtus/ }));
    await waitFor(() => expect(asked.some(({ method, path }) => method === "POST" && path === "workers/w1/absence")).toBe(true));
    const sent = asked.find(({ path }) => path === "workers/w1/absence")?.body as { visits: { way: { what: string } }[] };
    expect(sent.visits.map(({ way }) => way.what)).toEqual(["cover", "offer", "offer", "move"].slice(0, boxes.length - 1));
  });
});
