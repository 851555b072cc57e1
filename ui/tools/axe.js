/** axe over every screen: by day and night, in both orientations, with text at 200 %; and touch targets of 48 px. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { landscape, portrait, withBrowser } from "./browser.js";

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
    if (box.height < least - 0.5 || box.width < least - 0.5)
      wrong.push(`target ${Math.round(box.width)}×${Math.round(box.height)}: ${control.outerHTML.slice(0, 120)}`);
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) wrong.push(`the page is ${scrollWidth - clientWidth} px too wide`);
  return wrong;
}

const looks = [
  { more: { theme: "day", text: "100", lang: "lt" }, size: landscape },
  { more: { theme: "night", text: "100", lang: "lt" }, size: portrait },
  { more: { theme: "day", text: "200", lang: "lt" }, size: portrait },
  { more: { theme: "night", text: "150", lang: "en" }, size: landscape },
];

await withBrowser(async ({ open, names, complaints }) => {
  let failed = 0;
  let passed = 0;
  for (const scene of names) {
    for (const { more, size } of looks) {
      const page = await open({ scene, ...more }, size);
      // Evaluated by the debugger, which the page's content security policy does not bind.
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      const found = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
      found.push(...(await page.evaluate(measure)));
      if (found.length > 0) {
        failed++;
        console.log(`${scene} ${more.theme} ${more.text} ${more.lang} ${size.width}\n  ${found.join("\n  ")}`);
      } else passed++;
    }
  }
  for (const complaint of complaints) console.log(`complaint: ${complaint}`);
  console.log(`${passed} passed, ${failed + complaints.length} failed`);
  if (failed + complaints.length > 0) process.exitCode = 1;
});
