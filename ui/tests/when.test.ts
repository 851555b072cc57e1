import { beforeEach, describe, expect, it } from "vitest";
import { dayName, due, near, onDay, plusDays, sentence, span, weekStart } from "../src/when";
import { closed } from "../src/field/words";
import "../src/field/catalogue";
import { speech } from "../src/text.svelte";

beforeEach(() => {
  speech.language = "lt";
});

describe("days in words", () => {
  it("names a day and answers when", () => {
    expect(dayName("2026-11-23")).toBe("pirmadienis, lapkričio 23 d.");
    expect(onDay("2026-11-24")).toBe("antradienį, lapkričio 24 d.");
    expect(onDay("2026-11-29")).toBe("sekmadienį, lapkričio 29 d.");
  });

  it("calls near days by their own words", () => {
    expect(near("2026-11-23", "2026-11-23")).toBe("šiandien");
    expect(near("2026-11-24", "2026-11-23")).toBe("rytoj");
    expect(near("2026-11-22", "2026-11-23")).toBe("vakar");
    expect(due("2026-11-24", "12:00", "2026-11-23")).toBe("rytoj iki 12:00");
  });

  it("names a span of days as one writes it, within a month and over its end", () => {
    expect(span("2026-11-23", "2026-11-29")).toBe("lapkričio 23–29 d.");
    expect(span("2026-11-30", "2026-12-06")).toBe("lapkričio 30 d. – gruodžio 6 d.");
  });

  it("speaks English too", () => {
    speech.language = "en";
    expect(span("2026-11-23", "2026-11-29")).toBe("23–29 November");
    expect(onDay("2026-11-24")).toBe("on Tuesday, 24 November");
  });
});

describe("days by number", () => {
  it("cross months, years and both changeover days", () => {
    expect(plusDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(plusDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(plusDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(weekStart("2026-11-29")).toBe("2026-11-23");
    expect(weekStart("2026-11-23")).toBe("2026-11-23");
  });
});

describe("sentences", () => {
  it("begin with a capital and end once", () => {
    expect(sentence("šiandien")).toBe("Šiandien");
    expect(closed("lapkričio 20 d.")).toBe("lapkričio 20 d.");
    expect(closed("apie 30 min")).toBe("apie 30 min.");
  });
});
