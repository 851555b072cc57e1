/** A client rings: three times on one screen, one of them agreed by a digit and Enter; the tablet has it. */
import { ask, words } from "../story.js";

export async function call(at) {
  const { page, hand } = at;
  await at.goTo("phone");
  await at.looksWell("phone");
  await hand.type(at.field("phone-whom"), "Miškinis");
  const found = page.getByRole("link", { name: /Miškinis/ });
  await found.waitFor();
  // Whoever types goes on by Enter; whoever points takes the name.
  if (at.by === "keyboard") await page.keyboard.press("Enter");
  else await hand.press(found);
  const offers = page.getByRole("region", { name: words("offers-title") });
  const third = offers.getByRole("button").nth(2);
  await third.waitFor();
  await at.looksWell("phone-offers");
  if (at.by === "keyboard") {
    await page.keyboard.press("3");
    await page.keyboard.press("Enter");
  } else {
    await hand.press(third);
    await hand.press(page.locator("main form button[type=submit]"));
  }
  await page.getByRole("status").filter({ hasText: "Miškinis" }).waitFor();
  await ask("the-day-is-told", { client: "K-2" });
  await at.looksWell("phone-agreed");
}
