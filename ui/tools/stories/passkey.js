/**
 * Somebody adds a passkey and signs in by it; a device that Chromium makes up holds it (WebDriver's virtual authenticator,
 * WebAuthn level 3, §11). tests/tests/it/door.rs runs the server.
 */
import { ask, code, hands, looksWell, password, signIn, story, words } from "../story.js";

const [by] = process.argv.slice(2);
const hand = hands[by];
const { login, setUp } = await ask("who");

await story(by, async (page, now) => {
  const button = (id, filled) => page.getByRole("button", { name: words(id, filled), exact: true });
  const field = (id) => page.getByLabel(words(id), { exact: true });
  const dialog = page.getByRole("dialog");
  const alert = page.getByRole("alert");
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const { authenticatorId } = await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...options, automaticPresenceSimulation: true },
  });
  const kept = async () => (await devices.send("WebAuthn.getCredentials", { authenticatorId })).credentials;

  const openOwn = async () => {
    await hand.press(page.locator("header").first().locator(".tools button").last());
    await page.getByRole("heading", { name: words("passkeys-title") }).waitFor();
  };
  const leave = async () => {
    await hand.press(button("sign-out"));
    await field("sign-in-login").waitFor();
  };

  const secret = await signIn(page, hand, { login, setUp, now });
  await openOwn();
  await hand.press(button("passkeys-add"));
  await hand.type(field("passkey-name"), "Darbo kompiuteris");
  await hand.type(field("password-old"), password);
  // A wrong code: nothing is made.
  await hand.type(field("sign-in-code"), "000000");
  await hand.press(button("passkey-add-act"));
  await dialog.last().getByText(words("problem-proof_wrong")).waitFor();
  if ((await kept()).length > 0) throw new Error("a passkey was made without a proof");
  const { now: later } = await ask("later");
  await hand.type(field("sign-in-code"), code(secret, later));
  await hand.press(button("passkey-add-act"));
  const listed = dialog.locator("li", { hasText: "Darbo kompiuteris" });
  await listed.waitFor();
  await dialog.getByText(words("passkey-unused")).waitFor();
  await looksWell(page, "passkeys");
  const [credential, ...more] = await kept();
  if (more.length > 0 || !credential.isResidentCredential || credential.rpId !== "localhost") throw new Error(JSON.stringify(credential));
  await leave();

  // Nothing is typed.
  await looksWell(page, "door");
  await hand.press(button("sign-in-passkey"));
  await page.getByRole("navigation", { name: words("places") }).waitFor();
  await ask("signed-in");
  await openOwn();
  if ((await dialog.getByText(words("passkey-unused")).count()) > 0) throw new Error("it is not seen that the passkey was used");

  // By the passkey it is proved who sits here, and it goes.
  await hand.press(dialog.getByRole("button", { name: new RegExp(`${words("passkey-remove")}.*Darbo kompiuteris`) }));
  // That a passkey can prove it is asked for once the sheet is there.
  await dialog.last().getByRole("radio", { name: words("proof-by-passkey") }).waitFor({ state: "attached" });
  await looksWell(page, "passkey-gone");
  await hand.press(button("passkey-remove"));
  await listed.waitFor({ state: "detached" });
  await leave();

  // The device still offers it, and it opens nothing.
  await hand.press(button("sign-in-passkey"));
  await alert.getByText(words("problem-passkey_wrong")).waitFor();
  await looksWell(page, "door-refused");
});
