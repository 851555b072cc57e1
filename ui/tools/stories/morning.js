/**
 * A coordinator's morning, scene by scene, by mouse, by keyboard alone or by touch as the first argument says. Each scene
 * begins where the one before ended, and knows the office's clients by name: tests/tests/it/console.rs invents them.
 */
import { ask, hands, looksWell, signIn, story, words } from "../story.js";
import { answer } from "./answer.js";
import { board } from "./board.js";
import { call } from "./call.js";
import { conflict } from "./conflict.js";
import { field } from "./field.js";
import { illness } from "./illness.js";

const [by] = process.argv.slice(2);
const { login, setUp } = await ask("who");

/** What every scene works with: the page, the hand, and how things are found by their words. */
function desk(page, now) {
  const button = (id, filled) => page.getByRole("button", { name: words(id, filled), exact: true });
  return {
    page,
    now,
    by,
    hand: hands[by],
    button,
    dialog: page.getByRole("dialog"),
    field: (id) => page.getByLabel(words(id), { exact: true }),
    /** A client's visit on the Board. */
    block: (surname, time = "") => page.locator(".visit-block", { hasText: surname }).filter({ hasText: time }),
    looksWell: (name) => looksWell(page, name),
    async goTo(place) {
      const places = page.getByRole("navigation", { name: words("places") });
      await hands[by].press(places.getByRole("link", { name: words(`place-${place}`), exact: true }));
      await page.getByRole("heading", { level: 1 }).first().waitFor();
    },
  };
}

await story(by, async (page, now) => {
  await signIn(page, hands[by], { login, setUp, now });
  const at = desk(page, now);
  for (const scene of [board, illness, answer, call, conflict, field]) await scene(at);
});
