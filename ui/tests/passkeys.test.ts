import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/console/App.svelte";
import type { Console } from "../src/console/console.svelte";
import { Fake } from "../src/console/fake/fake";
import { rightCode, rightPassword } from "../src/console/fake/session";
import { World } from "../src/console/fake/world";
import { problemOf } from "../src/console/passkey";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
/** What was sent, by route. */
let sent: Record<string, unknown>;

const buffer = (text: string) => new TextEncoder().encode(text).buffer;
const device = { create: vi.fn(), get: vi.fn() };

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  vi.stubGlobal("PublicKeyCredential", function PublicKeyCredential() {});
  vi.spyOn(navigator, "credentials", "get").mockReturnValue(device as unknown as CredentialsContainer);
  speech.language = "lt";
  location.hash = "";
  fake = new Fake(new World());
  sent = {};
  const options = { challenge: "AQID_-8", rpId: "localhost", userVerification: "required" };
  fake.add({
    "POST session/passkey": () => ({ ceremony: "door", options }),
    "PUT session/passkey": ({ body }) => ((sent.door = body), { step: "in", me: { ...fake.world.who, name: "Rūta", role: "coordinator" } }),
    "POST me/proof": () => ({ ceremony: "proof", options: { ...options, allowCredentials: [{ type: "public-key", id: "AQI" }] } }),
    "POST me/passkeys/new": () => ({ ceremony: "new", options: { ...options, rp: { name: "V" }, user: { id: "BA", name: "r", displayName: "R" }, pubKeyCredParams: [] } }),
    "POST me/passkeys": ({ body }) => void (sent.new = body),
  });
  const answered = { clientDataJSON: buffer("{}"), authenticatorData: buffer("data"), signature: buffer("?>"), userHandle: buffer("u") };
  device.get.mockReset().mockResolvedValue({ id: "AQI", rawId: buffer("id"), response: answered });
  device.create.mockReset().mockResolvedValue({
    id: "AQI",
    rawId: buffer("id"),
    response: { clientDataJSON: buffer("{}"), attestationObject: buffer("new") },
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const open = () => void render(App, { api: fake, onready: (_: Console) => undefined });
const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));
/** The sheet on top. */
const sheet = () => screen.getAllByRole("dialog").at(-1) as HTMLElement;
const openOwn = async () => {
  open();
  await press("Giedrė Kazlauskienė");
  await screen.findByRole("heading", { name: "Prieigos raktai" });
};

describe("the door, by passkey", () => {
  beforeEach(() => (fake.world.who = null));

  it("asks the device in bytes and sends what it answers as it stands in the standard", async () => {
    open();
    await press("Prisijungti su prieigos raktu");
    await screen.findByRole("button", { name: "Rūta" });
    const asked = device.get.mock.calls[0]?.[0] as { publicKey: { challenge: Uint8Array; allowCredentials: [] } };
    expect([...asked.publicKey.challenge]).toEqual([1, 2, 3, 255, 239]);
    expect(asked.publicKey.allowCredentials).toEqual([]);
    expect(sent.door).toEqual({
      ceremony: "door",
      credential: {
        id: "AQI",
        rawId: "aWQ",
        type: "public-key",
        response: { clientDataJSON: "e30", authenticatorData: "ZGF0YQ", signature: "Pz4", userHandle: "dQ" },
        clientExtensionResults: {},
      },
    });
  });

  it("says it when the device does not, and the password is still there", async () => {
    device.get.mockRejectedValue(new DOMException("", "NotAllowedError"));
    open();
    await press("Prisijungti su prieigos raktu");
    await screen.findByText("Įrenginys prieigos rakto nepatvirtino.");
    await user.type(screen.getByLabelText("Prisijungimo vardas"), "giedre");
    await user.type(screen.getByLabelText("Slaptažodis"), rightPassword);
    await press("Prisijungti");
    await screen.findByLabelText("Kodas iš telefono");
  });

  it("offers none where none would work", async () => {
    for (const at of [null, "kitur.example"]) {
      fake.world.passkeysAt = at;
      const { unmount } = render(App, { api: fake, onready: () => undefined });
      await screen.findByLabelText("Slaptažodis");
      expect(screen.queryByRole("button", { name: "Prisijungti su prieigos raktu" })).toBeNull();
      unmount();
    }
  });
});

describe("the own passkeys", () => {
  it("are added by password and code, and a right proof is not asked twice when the device hesitates", async () => {
    fake.world.passkeys = false;
    await openOwn();
    await press("Pridėti prieigos raktą");
    const name = await screen.findByLabelText("Kaip jį vadinsite");
    await user.clear(name);
    await user.type(name, "Telefonas");
    await user.type(screen.getByLabelText("Dabartinis slaptažodis"), rightPassword);
    await user.type(screen.getByLabelText("Kodas iš telefono"), "000000");
    await press("Pridėti");
    await within(sheet()).findByText("Dabartinis slaptažodis arba kodas netinka.");
    expect(device.create).not.toHaveBeenCalled();
    await user.type(screen.getByLabelText("Kodas iš telefono"), rightCode);
    device.create.mockRejectedValueOnce(new DOMException("", "NotAllowedError"));
    await press("Pridėti");
    await within(sheet()).findByText("Įrenginys prieigos rakto nepatvirtino.");
    await within(sheet()).findByText("Patvirtinta.");
    await press("Pridėti");
    await screen.findByText("Prieigos raktas pridėtas");
    expect(sent.new).toMatchObject({ ceremony: "new", name: "Telefonas", credential: { response: { attestationObject: "bmV3" } } });
  });

  it("go on a proof, by one of them or by password and code", async () => {
    await openOwn();
    await press(/^Pašalinti.*Darbo kompiuteris/);
    await user.click(await screen.findByRole("radio", { name: "Slaptažodžiu ir kodu" }));
    await user.type(screen.getByLabelText("Dabartinis slaptažodis"), rightPassword);
    await user.type(screen.getByLabelText("Kodas iš telefono"), rightCode);
    await press("Pašalinti");
    await screen.findByText("Prieigos raktas pašalintas");
    expect(screen.queryByText("Darbo kompiuteris")).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Prieigos raktai" })));
    fake.add({ "PUT me/proof": ({ body }) => void (sent.proof = body), "DELETE me/passkeys/:passkey": ({ ids }) => void (sent.gone = ids.passkey) });
    await press(/^Pašalinti.*Telefonas/);
    await screen.findByRole("radio", { name: "Slaptažodžiu ir kodu" });
    await press("Pašalinti");
    await vi.waitFor(() => expect(sent.gone).toBe("p2"));
    expect(sent.proof).toMatchObject({ ceremony: "proof", credential: { response: { signature: "Pz4" } } });
  });

  it("are offered late without taking away what is typed, and a failure to ask is no obstacle", async () => {
    let answer: (own: unknown) => void = () => undefined;
    const asked = new Promise((resolve) => (answer = resolve));
    const own = await fake.ask("GET", "me/passkeys");
    await openOwn();
    await screen.findByRole("button", { name: /^Pašalinti.*Telefonas/ });
    fake.add({ "GET me/passkeys": () => asked });
    await press(/^Pašalinti.*Telefonas/);
    await user.type(await screen.findByLabelText("Dabartinis slaptažodis"), "pradėta");
    answer(own);
    const words = await screen.findByRole<HTMLInputElement>("radio", { name: "Slaptažodžiu ir kodu" });
    expect(words.checked).toBe(true);
    expect(screen.getByLabelText<HTMLInputElement>("Dabartinis slaptažodis").value).toBe("pradėta");
    await press("Atšaukti");
    fake.add({ "GET me/passkeys": () => Promise.reject({ code: "unreachable", args: {} }) });
    await press(/^Pašalinti.*Telefonas/);
    await screen.findByLabelText("Dabartinis slaptažodis");
    expect(within(sheet()).queryByRole("alert")).toBeNull();
  });

  it("are explained where none can work", async () => {
    for (const [at, words] of [
      [null, /serverio adresas yra skaičiai/],
      ["kitur.example", /veikia tik adresu kitur.example/],
    ] as const) {
      fake.world.passkeysAt = at;
      const { unmount } = render(App, { api: fake, onready: () => undefined });
      await press("Giedrė Kazlauskienė");
      const section = await screen.findByRole("region", { name: "Prieigos raktai" });
      await within(section).findByText(words);
      expect(within(section).queryByRole("button", { name: "Pridėti prieigos raktą" })).toBeNull();
      unmount();
    }
  });
});

it("names what a device did not do", () => {
  for (const [error, code] of [
    [new DOMException("", "NotAllowedError"), "passkey_cancelled"],
    [new DOMException("WebAuthn is not supported on sites with TLS certificate errors.", "NotAllowedError"), "passkey_certificate"],
    [new DOMException("", "InvalidStateError"), "passkey_known"],
    [new DOMException("", "SecurityError"), "passkeys_unavailable"],
    [null, "passkey_cancelled"],
  ] as const)
    expect(problemOf(error).code).toBe(code);
});
