import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");
const [day = "", night = ""] = css.split("[data-theme");

function colours(block: string): Map<string, string> {
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ["day", colours(day)],
  ["night", colours(night)],
])("the tokens by %s", (_, palette) => {
  const pairs: [string, string, number][] = [
    ...["ink", "soft", "done"].flatMap((text): [string, string, number][] => [
      [text, "paper", 7],
      [text, "card", 7],
    ]),
    ["accent", "paper", 7],
    ["accent", "card", 7],
    ["accent-ink", "accent", 7],
    ["ink", "accent-soft", 7],
    ["warn", "paper", 7],
    ["warn", "warn-soft", 7],
    ["stop", "stop-soft", 7],
    ["stop", "paper", 7],
    ["accent", "accent-soft", 4.5],
    ["soft", "accent-soft", 4.5],
    ["edge", "paper", 3],
    ["edge", "card", 3],
  ];
  it.each(pairs)("%s on %s keeps %d:1", (text, ground, least) => {
    const [one, other] = [palette.get(text), palette.get(ground)];
    expect(one && other && contrast(one, other)).toBeGreaterThanOrEqual(least);
  });
});
