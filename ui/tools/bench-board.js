/**
 * How long a step of a drag takes on the Board: 60 workers with 8 visits on each of 5 days, beside the calendar component
 * alone with as many. A step is from the pointer's move to the frame that shows it. Prints JSON, milliseconds.
 * Needs the fake build: `npm run build:fake`.
 */
import { desk, withBrowser } from "./browser.js";

const steps = 100;

/** Has the page note how long each move of the pointer takes until it is shown. */
function note() {
  globalThis.steps = [];
  const shown = new MessageChannel();
  let since = 0;
  // A message after the frame: layout and paint are behind it.
  shown.port1.onmessage = () => globalThis.steps.push(performance.now() - since);
  addEventListener(
    "pointermove",
    () => {
      since = performance.now();
      requestAnimationFrame(() => shown.port2.postMessage(null));
    },
    { capture: true },
  );
}

async function drag(page, selector) {
  await page.evaluate(note);
  const box = await page.locator(selector).first().boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= steps; step++) {
    await page.mouse.move(x + 40 + (step % 40) * 12, y + (step % 9) * 45);
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => setTimeout(next))));
  }
  await page.keyboard.press("Escape");
  const taken = (await page.evaluate(() => globalThis.steps)).slice(1).sort((one, other) => one - other);
  const visits = await page.locator(selector).count();
  const at = (share) => Number(taken[Math.min(taken.length - 1, Math.floor(taken.length * share))].toFixed(2));
  return { drawn: visits, steps: taken.length, p50_ms: at(0.5), p95_ms: at(0.95) };
}

await withBrowser(async ({ open, complaints }) => {
  const scene = "console-board-crowd";
  const board = await drag(await open({ scene }, desk), ".timeline .visit.ec-draggable");
  const page = await open({ scene, plain: "yes" }, desk);
  const calendar = await drag(page, ".ec-event.ec-draggable");
  if (complaints.length > 0) throw new Error(`The pages complained:\n${complaints.join("\n")}`);
  console.log(JSON.stringify({ board, calendar }));
});
