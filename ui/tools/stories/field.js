/** What the field does is heard: a visit done out of plan by whoever had no signal, a worker on her way, one who is late. */
import { ask, words } from "../story.js";
import { agreed } from "./board.js";

export async function field(at) {
  const { page } = at;
  await ask("is-there-without-signal", { worker: "D02", surname: "Čepulis" });
  await agreed(at, ["Čepulis", "9:00", "16:30"]);
  await ask("has-signal-again", { worker: "D02" });
  const waits = page.getByRole("complementary", { name: words("hand-title") });
  await waits.getByRole("listitem").filter({ hasText: "Čepulis" }).filter({ hasText: words("clash-out_of_plan") }).waitFor();
  await at.looksWell("board-out-of-plan");

  await ask("sets-out", { worker: "D01", surname: "Žukauskienė" });
  await page.locator(`.visit-block[aria-label*="${words("state-enRoute")}"]`).waitFor();
  await at.looksWell("board-going");
  await ask("is-late", { worker: "D01", surname: "Žukauskienė" });
  await page.locator(`.visit-block[aria-label*="${words("state-late")}"]`).waitFor();
  await at.looksWell("board-late");
}
