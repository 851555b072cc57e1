/** axe over every screen, or those whose names begin as an argument does: by day and night, in both orientations, with text at 200 %; and touch targets of 48 px. */
import { desk, isConsole, landscape, phone, portrait, smallDesk, withBrowser } from "./browser.js";
import { axe, faults } from "./look.js";
import { serverScenes } from "./server.js";

/** The first ones are those that find most: the largest letters, each theme, both orientations. */
const looks = [
  { theme: "day", text: "200", size: portrait },
  { theme: "night", text: "150", size: landscape },
  { theme: "day", text: "100", size: landscape },
  { theme: "night", text: "100", size: portrait },
];

/** The console stands on a desk. */
const deskLooks = [
  { theme: "day", text: "200", size: desk },
  { theme: "night", text: "100", size: smallDesk },
  { theme: "day", text: "100", size: desk },
];

/** How many of them each screen is looked at in: tests/budget.toml has the count; all, when somebody looks by hand. */
const most = Number(process.env.VIZITAS_BUDGET_AXE_LOOKS ?? looks.length);

async function look(page, { theme, text, size }) {
  await page.setViewportSize(size);
  await page.evaluate((data) => Object.assign(document.documentElement.dataset, data), { theme, text });
  await drawn(page);
  const found = await faults(page);
  if (found.length === 0) return found;
  // On a machine that is busy a frame can come without it: a fault that a person meets is there in the next one, too.
  await drawn(page);
  return faults(page);
}

/** What watches sizes has its turn before the next picture: that is the page a person meets. */
function drawn(page) {
  return page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
}

const only = process.argv.slice(2);
const asked = (name) => only.length === 0 || only.some((start) => name.startsWith(start));
let passed = 0;
let failed = 0;

/** Looks at every second scene: two browsers share them, one for each core of a small machine. */
async function half(which) {
  await withBrowser(async ({ open, names, complaints }) => {
    for (const [index, scene] of names.filter(asked).entries()) {
      if (index % 2 === which) await every(open, scene, index);
    }
    for (const complaint of complaints) console.log(`complaint: ${complaint}`);
    failed += complaints.length;
  });
}

/** A scene in each of its looks. */
async function every(open, scene, index) {
  // Every third screen in English: its words are shorter, so one size of screen is enough for them.
  const page = await open({ scene, lang: index % 3 === 2 ? "en" : "lt" }, isConsole(scene) ? desk : landscape);
  // Evaluated by the debugger, which the page's content security policy does not bind.
  await page.evaluate(axe);
  // An administrator may hold a phone.
  const more = serverScenes.includes(scene) ? [{ theme: "day", text: "100", size: phone }] : [];
  for (const one of [...(isConsole(scene) ? deskLooks : looks).slice(0, most), ...more]) {
    const found = await look(page, one);
    if (found.length === 0) passed++;
    else {
      failed++;
      console.log(`${scene} ${one.theme} ${one.text} % ${one.size.width}\n  ${found.join("\n  ")}`);
    }
  }
}

await Promise.all([half(0), half(1)]);
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
