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

/** What is shown in one window: the catalogues it has learned, and the code that speaks by them. */
const windows: Record<string, { catalogues: string[]; code: string[] }> = {
  "the field app": { catalogues: ["app", "calls", "carry", "shut", "days", "states"], code: ["src/field"] },
  "the server's page": { catalogues: ["server"], code: ["src/server"] },
  "the console": { catalogues: ["console", "board", "inbox", "absence", "clients", "settings", "office", "seen", "days", "states"], code: ["src/console"] },
};
/** Catalogues that several windows share, and the code that speaks by them for all. */
const shared: Record<string, string> = { days: "src/when.ts", states: "src/states.ts" };

describe.each(Object.entries(windows))("the words of %s", (_, { catalogues, code: folders }) => {
  const read = (language: string) => catalogues.map((page) => catalogue(language, page));
  const lt = new Map(read("lt").flatMap((page) => [...page]));
  const en = new Map(read("en").flatMap((page) => [...page]));
  const own = new Set(catalogues.filter((page) => !(page in shared)).flatMap((page) => [...catalogue("lt", page).keys()]));
  const code = [...folders.flatMap(sources), ...Object.values(shared).map((path) => readFileSync(path, "utf8"))].join("\n");
  /** Keys as they stand in code, and the beginnings of those that are put together from a code of the device. */
  const named = new Set([...code.matchAll(/"([a-z]+-[a-zA-Z0-9_-]+)"/g)].map((match) => match[1] ?? ""));
  const begun = [...code.matchAll(/`([a-z-]+-)\$\{/g)].map((match) => match[1] ?? "");
  const called = new Set([...folders.flatMap(sources).join("\n").matchAll(/\bt\(\s*"([a-z][a-zA-Z0-9_-]*)/g)].map((match) => match[1] ?? ""));

  it("say the same in both languages", () => {
    expect([...en.keys()].sort()).toEqual([...lt.keys()].sort());
    for (const [id, attributes] of lt) expect(en.get(id), id).toEqual(attributes);
  });

  it("stand once each, or the second would never be said", () => {
    expect(read("lt").reduce((sum, page) => sum + page.size, 0)).toBe(lt.size);
  });

  it("hold every word that the screens ask for", () => {
    for (const key of called) expect(lt.has(key), key).toBe(true);
  });

  it("hold no word that nobody says", () => {
    const idle = [...own].filter(
      (id) => !called.has(id) && !named.has(id) && !begun.some((start) => id.startsWith(start)) && !code.includes(`"${id}"`),
    );
    expect(idle).toEqual([]);
  });
});

describe("what the console's server refuses with", () => {
  const rust = readdirSync("../crates/server/src/console").map((name) => readFileSync(join("../crates/server/src/console", name), "utf8")).join("\n");
  const codes = new Set([...rust.matchAll(/(?:unfit|Problem::new|Self::new)\(\s*(?:StatusCode::[A-Z_]+,\s*)?"([a-z_]+)"/g)].map((match) => match[1] ?? ""));
  const spoken = windows["the console"]?.catalogues.flatMap((page) => [...catalogue("lt", page)]) ?? [];
  const said = new Set(spoken.flatMap(([id]) => (id.startsWith("problem-") ? [id.slice("problem-".length)] : [])));
  /** What the browser finds out by itself. */
  const own = ["unexpected", "unreachable", "passkey_cancelled", "passkey_certificate", "provider_denied"];

  it("has a sentence for each code", () => {
    expect(codes.size).toBeGreaterThan(25);
    expect([...codes].filter((code) => !said.has(code))).toEqual([]);
  });

  it("has no sentence for what nobody refuses with", () => {
    expect([...said].filter((code) => !codes.has(code) && !own.includes(code))).toEqual([]);
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
