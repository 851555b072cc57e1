/** What is wrong with a page as it stands: by axe, and by measure. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Evaluated by the debugger, which a page's content security policy does not bind. */
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

/** What axe finds; `axe` was evaluated in the page before. */
export async function violations(page) {
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // `measure` asks for twice as much, and does not mistake what the foot bar covers until one scrolls.
      rules: { "target-size": { enabled: false } },
    }),
  );
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
}

/** What axe and the measure find. */
export async function faults(page) {
  return [...(await violations(page)), ...(await page.evaluate(measure))];
}
