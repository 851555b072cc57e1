import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

interface Import {
  file: string;
  target: string;
}

function imports(folder: string): Import[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) return imports(file);
    const targets = readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
    return [...targets].map((match) => ({ file, target: relative(".", resolve(dirname(file), match[1] ?? "")) }));
  });
}

/** The console's parts; what stands beside them is for all. */
const parts = ["board", "inbox", "clients", "phone", "absence", "office", "settings"];
const partOf = (path: string) => parts.find((part) => path.startsWith(`src/console/${part}/`));

const featureOf = (path: string) => /^src\/field\/([a-z]+)\//.exec(path)?.[1];

describe("the walls of the house", () => {
  it("features do not import one another", () => {
    const crossing = imports("src/field").filter(({ file, target }) => {
      const [here, there] = [featureOf(file), featureOf(target)];
      return here && there && here !== there && there !== "parts";
    });
    expect(crossing).toEqual([]);
  });

  it("parts know no feature", () => {
    const reaching = imports("src/field/parts").filter(({ target }) => ![undefined, "parts"].includes(featureOf(target)));
    expect(reaching).toEqual([]);
  });

  it("shared components know no domain", () => {
    const knowing = imports("src/components").filter(({ target }) => !target.startsWith("src/components/"));
    expect(knowing).toEqual([]);
  });

  it("screens reach the device through the interface alone", () => {
    const around = imports("src/field").filter(({ target }) => /^src\/backend\/(tauri|fake)/.test(target));
    expect(around).toEqual([]);
  });

  it("parts of the console do not import one another, and know neither fake nor field app", () => {
    const real = imports("src/console").filter(({ file }) => !file.startsWith("src/console/fake/"));
    const crossing = real.filter(({ file, target }) => {
      const [here, there] = [partOf(file), partOf(target)];
      return here && there && here !== there;
    });
    expect(crossing).toEqual([]);
    expect(real.filter(({ target }) => /^src\/(console\/fake|field|backend\/(tauri|fake))/.test(target))).toEqual([]);
  });

  it("nothing of the fake is in the real build", () => {
    const main = readFileSync("src/main.ts", "utf8");
    expect(main).not.toContain("fake");
    expect(readFileSync("index.html", "utf8")).not.toMatch(/<script>|style=/);
  });
});
