/**
 * Somebody signs in by the municipality's account, at a provider that others made (npm oidc-provider). tests/tests/it/door.rs
 * runs the server and the provider, and says whose account is whose.
 */
import { ask, hands, looksWell, story, words } from "../story.js";

const [by] = process.argv.slice(2);
const hand = hands[by];

await story(by, async (page) => {
  const button = (id) => page.getByRole("button", { name: words(id), exact: true });
  const alert = page.getByRole("alert");
  const places = page.getByRole("navigation", { name: words("places") });

  // Its pages ask for letters from far away.
  await page.route("https://fonts.googleapis.com/**", (route) => route.abort());
  /** At the provider's own page. */
  const there = async (login) => {
    await hand.press(button("sign-in-provider"));
    await hand.type(page.getByPlaceholder("Enter any login"), login);
    await hand.type(page.getByPlaceholder("and password"), "x");
    await hand.press(page.getByRole("button", { name: "Sign-in" }));
  };
  const leave = async () => {
    await hand.press(page.locator("header").first().locator(".tools button").last());
    await hand.press(button("sign-out"));
    await button("sign-in-provider").waitFor();
  };

  await button("sign-in-provider").waitFor();
  await looksWell(page, "door");
  // Nobody's yet: it is told which account it is, and nothing of the journey stays in the address.
  await there("ruta-1");
  await alert.getByText(words("problem-account_unknown")).waitFor();
  await alert.getByText("ruta-1").waitFor();
  await looksWell(page, "door-unknown");
  if (new URL(page.url()).search !== "") throw new Error(page.url());
  await ask("bind", { account: "ruta-1" });
  await there("ruta-1");
  await places.waitFor();
  await ask("signed-in", { login: "ruta", times: 1 });
  await leave();

  // By a verified address that is the login here; the provider asks anew who sits here.
  await there("jonas@office.example");
  await places.waitFor();
  await ask("signed-in", { login: "jonas@office.example", times: 1 });
  await leave();

  // Whoever goes away there comes back to the door.
  await hand.press(button("sign-in-provider"));
  await hand.press(page.locator("a[href$=abort]"));
  await alert.getByText(words("problem-provider_denied")).waitFor();

  await ask("provider-down");
  await hand.press(button("sign-in-provider"));
  await alert.getByText(words("problem-provider_silent")).waitFor();
  await looksWell(page, "door-silent");
});
