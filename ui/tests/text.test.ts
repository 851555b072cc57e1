import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import "../src/field/catalogue";
import { speech, t } from "../src/text.svelte";

function catalogue(language: string, page: string): Map<string, string[]> {
  const source = readFileSync(`../locales/${language}/${page}.ftl`, "utf8");
  return new Map(new FluentResource(source).body.map((message) => [message.id, Object.keys(message.attributes)]));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "backend" ? [] : sources(path);
    return /\.(svelte|ts)$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

/** A page's catalogue, and the folder whose code speaks by it. */
const pages: [string, string][] = [
  ["app", "src/field"],
  ["server", "src/server"],
];

describe.each(pages)("the catalogue %s", (page, folder) => {
  const lt = catalogue("lt", page);
  const en = catalogue("en", page);
  const code = sources(folder).join("\n");
  /** Keys as they stand in code, and the beginnings of those that are put together from a code of the device. */
  const named = new Set([...code.matchAll(/"([a-z]+-[a-zA-Z0-9_-]+)"/g)].map((match) => match[1] ?? ""));
  const begun = [...code.matchAll(/`([a-z-]+-)\$\{/g)].map((match) => match[1] ?? "");
  const called = new Set([...code.matchAll(/\bt\(\s*"([a-z][a-zA-Z0-9_-]*)/g)].map((match) => match[1] ?? ""));

  it("say the same in both languages", () => {
    expect([...en.keys()].sort()).toEqual([...lt.keys()].sort());
    for (const [id, attributes] of lt) expect(en.get(id), id).toEqual(attributes);
  });

  it("hold every word that the screens ask for", () => {
    for (const key of called) expect(lt.has(key), key).toBe(true);
  });

  it("hold no word that nobody says", () => {
    const idle = [...lt.keys()].filter(
      (id) => !called.has(id) && !named.has(id) && !begun.some((start) => id.startsWith(start)) && !code.includes(`"${id}"`),
    );
    // Terms used by other messages of the catalogue.
    expect(idle.filter((id) => id !== "month-name")).toEqual([]);
  });
});

describe("Lithuanian words", () => {
  it.each([
    [1, "1 pakeitimas laukia ryšio"],
    [2, "2 pakeitimai laukia ryšio"],
    [11, "11 pakeitimų laukia ryšio"],
    [21, "21 pakeitimas laukia ryšio"],
    [1.5, "1,5 pakeitimo laukia ryšio"],
    [0, "0 pakeitimų laukia ryšio"],
  ])("count %d rightly", (count, words) => {
    speech.language = "lt";
    expect(t("sync-waiting", { count })).toBe(words);
  });

  it("answer with the key when a word is missing, so that a screen still stands", () => {
    expect(t("no-such-word")).toBe("no-such-word");
  });
});
