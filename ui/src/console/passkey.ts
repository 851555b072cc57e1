/**
 * What the browser asks a device for a passkey, and what it answers. The bytes are written as the standard has it (WebAuthn
 * level 3, §5.1), by hand, for browsers that do not do it themselves yet. What goes wrong is a problem with words.
 */
import type { Problem } from "../notices.svelte";

/** Whether passkeys can be used on this page: at the address that they are bound to, by a browser that knows them. */
export function passkeysWork(at: string | null | undefined): boolean {
  return at === location.host && knowsPasskeys();
}

export const knowsPasskeys = (): boolean => typeof PublicKeyCredential === "function" && navigator.credentials !== undefined;

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

function written(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const known = (list: PublicKeyCredentialDescriptorJSON[] | undefined): PublicKeyCredentialDescriptor[] =>
  (list ?? []).map(({ id, transports }) => ({
    id: bytes(id),
    type: "public-key",
    ...(transports && { transports: transports as AuthenticatorTransport[] }),
  }));

/** Has a device make a new passkey. */
export async function make(options: PublicKeyCredentialCreationOptionsJSON): Promise<RegistrationResponseJSON> {
  const { challenge, user, excludeCredentials, extensions, ...more } = options;
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        ...(more as Omit<PublicKeyCredentialCreationOptions, "challenge" | "user">),
        challenge: bytes(challenge),
        user: { ...user, id: bytes(user.id) },
        excludeCredentials: known(excludeCredentials),
        ...(extensions && { extensions: extensions as AuthenticationExtensionsClientInputs }),
      },
    }),
  );
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    id: made.id,
    rawId: written(made.rawId),
    type: "public-key",
    response: { clientDataJSON: written(response.clientDataJSON), attestationObject: written(response.attestationObject) },
    clientExtensionResults: {},
  } as unknown as RegistrationResponseJSON;
}

/** Has a device answer with a passkey. */
export async function answer(options: PublicKeyCredentialRequestOptionsJSON): Promise<AuthenticationResponseJSON> {
  const { challenge, allowCredentials, extensions, ...more } = options;
  const made = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        ...(more as Omit<PublicKeyCredentialRequestOptions, "challenge">),
        challenge: bytes(challenge),
        allowCredentials: known(allowCredentials),
        ...(extensions && { extensions: extensions as AuthenticationExtensionsClientInputs }),
      },
    }),
  );
  const response = made.response as AuthenticatorAssertionResponse;
  return {
    id: made.id,
    rawId: written(made.rawId),
    type: "public-key",
    response: {
      clientDataJSON: written(response.clientDataJSON),
      authenticatorData: written(response.authenticatorData),
      signature: written(response.signature),
      ...(response.userHandle && { userHandle: written(response.userHandle) }),
    },
    clientExtensionResults: {},
  } as unknown as AuthenticationResponseJSON;
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const made = await ask();
    if (made) return made as PublicKeyCredential;
  } catch (error) {
    throw problemOf(error);
  }
  throw problemOf(null);
}

/** Why a device did not do it. Browsers keep to themselves whether somebody went away or had no passkey. */
export function problemOf(error: unknown): Problem {
  const { name = "", message = "" } = (error ?? {}) as { name?: string; message?: string };
  if (name === "InvalidStateError") return { code: "passkey_known", args: {} };
  if (name === "SecurityError") return { code: "passkeys_unavailable", args: {} };
  // Chromium's own words, where the server's certificate is not one that it knows.
  if (/certificate/i.test(message)) return { code: "passkey_certificate", args: {} };
  return { code: "passkey_cancelled", args: {} };
}
