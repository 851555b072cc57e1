/** Passkeys: how one signs in by one, the own ones, and the proof that a change of them asks for. */
import type { Api } from "./api";
import type { SignIn } from "./session";

/** How one can sign in here, beside password and code. */
export interface Ways {
  /** Host and port at which passkeys work; null: nowhere. */
  passkeys: string | null;
  /** Whether the municipality's own accounts open. */
  provider: boolean;
}

export interface PasskeyView {
  passkey: string;
  name: string;
  since: number;
  used: number | null;
}

/** What the browser is to ask a device; the answer goes back by the handle. */
export interface Begun<Options> {
  ceremony: string;
  options: Options;
}

/** What a device answered, and to what. */
export interface Answered<Answer> {
  ceremony: string;
  credential: Answer;
}

export const ways = (api: Api) => api.ask<Ways>("GET", "session/ways");
export const beginSignIn = (api: Api) =>
  api.ask<Begun<PublicKeyCredentialRequestOptionsJSON>>("POST", "session/passkey", { body: {} });
export const signInByPasskey = (api: Api, body: Answered<AuthenticationResponseJSON>) =>
  api.ask<SignIn>("PUT", "session/passkey", { body });

export const ownPasskeys = (api: Api) => api.ask<PasskeyView[]>("GET", "me/passkeys");
export const beginPasskey = (api: Api) =>
  api.ask<Begun<PublicKeyCredentialCreationOptionsJSON>>("POST", "me/passkeys/new", { body: {} });
export const addPasskey = (api: Api, body: Answered<RegistrationResponseJSON> & { name: string }) =>
  api.ask<null>("POST", "me/passkeys", { body });
export const removePasskey = (api: Api, passkey: string) => api.ask<null>("DELETE", `me/passkeys/${passkey}`);

export const beginProof = (api: Api) => api.ask<Begun<PublicKeyCredentialRequestOptionsJSON>>("POST", "me/proof", { body: {} });
export const prove = (api: Api, body: Answered<AuthenticationResponseJSON> | { password: string; code: string }) =>
  api.ask<null>("PUT", "me/proof", { body });
