/** axe over every screen, or those whose names begin as an argument does: by day and night, in both orientations, with text at 200 %; and touch targets of 48 px. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { desk, isConsole, landscape, phone, portrait, smallDesk, withBrowser } from "./browser.js";
import { serverScenes } from "./server.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Controls that are too small to be hit with gloves on, and pages that scroll sideways. */
function measure() {
  const least = 48;
  const wrong = [];
  const dialog = document.querySelector("dialog[open]");
  for (const control of (dialog ?? document).querySelectorAll("button, a[href], input, select, textarea")) {
    const reach = control.closest("label") ?? control;
    const box = reach.getBoundingClientRect();
    const stretched = getComputedStyle(control, "::after").position === "absolute";
    if (box.width === 0 || stretched) continue;
    // On a scale of time the width is the time it takes: there WCAG's own 24 px are the least.
    const wide = control.closest(".timeline") ? 24 : least;
    if (box.height < least - 0.5 || box.width < wide - 0.5)
      wrong.push(`target ${Math.round(box.width)}×${Math.round(box.height)}: ${control.outerHTML.slice(0, 120)}`);
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) wrong.push(`the page is ${scrollWidth - clientWidth} px too wide`);
  return wrong;
}

const looks = [
  { theme: "day", text: "100", size: landscape },
  { theme: "night", text: "100", size: portrait },
  { theme: "day", text: "200", size: portrait },
  { theme: "night", text: "150", size: landscape },
];

/** The console stands on a desk. */
const deskLooks = [
  { theme: "day", text: "100", size: desk },
  { theme: "night", text: "100", size: smallDesk },
  { theme: "day", text: "200", size: desk },
];

async function look(page, { theme, text, size }) {
  await page.setViewportSize(size);
  await page.evaluate((data) => Object.assign(document.documentElement.dataset, data), { theme, text });
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // `measure` asks for twice as much, and does not mistake what the foot bar covers until one scrolls.
      rules: { "target-size": { enabled: false } },
    }),
  );
  const found = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
  return [...found, ...(await page.evaluate(measure))];
}

const only = process.argv.slice(2);

await withBrowser(async ({ open, names: all, complaints }) => {
  const names = only.length > 0 ? all.filter((name) => only.some((start) => name.startsWith(start))) : all;
  let failed = 0;
  let passed = 0;
  for (const [index, scene] of names.entries()) {
    // Every third screen in English: its words are shorter, so one size of screen is enough for them.
    const page = await open({ scene, lang: index % 3 === 2 ? "en" : "lt" }, isConsole(scene) ? desk : landscape);
    // Evaluated by the debugger, which the page's content security policy does not bind.
    await page.evaluate(axe);
    // An administrator may hold a phone.
    const more = serverScenes.includes(scene) ? [{ theme: "day", text: "100", size: phone }] : [];
    for (const one of [...(isConsole(scene) ? deskLooks : looks), ...more]) {
      const found = await look(page, one);
      if (found.length === 0) passed++;
      else {
        failed++;
        console.log(`${scene} ${one.theme} ${one.text} % ${one.size.width}\n  ${found.join("\n  ")}`);
      }
    }
  }
  for (const complaint of complaints) console.log(`complaint: ${complaint}`);
  console.log(`${passed} passed, ${failed + complaints.length} failed`);
  if (failed + complaints.length > 0) process.exitCode = 1;
});
