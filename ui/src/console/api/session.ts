/** Who works at the console, and how one signs in. */
import type { Api } from "./api";

export type StaffRole = "worker" | "coordinator" | "officer" | "head" | "administrator";

export interface Me {
  actor: string;
  login: string;
  name: string;
  role: StaffRole;
  /** The unit whose visits are theirs to plan; empty = the whole municipality. */
  unit: string;
  municipality: string;
  now_ms: number;
}

/** A QR code to be drawn: dark squares as one path in a square of `size`. */
export interface QrCode {
  size: number;
  path: string;
}

/** What comes next in signing in. */
export type SignIn =
  | { step: "in"; me: Me }
  /** The first time: a password of one's own. */
  | { step: "password" }
  /** The first time: the telephone learns the secret from a picture, or it is typed in. */
  | { step: "enrol"; secret: string; uri: string; qr: QrCode }
  /** The six digits from the telephone. */
  | { step: "code" };

/** Each step sends all that was asked so far. */
export interface Typed {
  login: string;
  password: string;
  code?: string;
  new_password?: string;
}

/** What is typed to change the own password. */
export interface NewPassword {
  password: string;
  code: string;
  new_password: string;
}

export const me = (api: Api) => api.ask<Me>("GET", "me");
export const signIn = (api: Api, body: Typed) => api.ask<SignIn>("POST", "session", { body });
export const changePassword = (api: Api, body: NewPassword) => api.ask<null>("PUT", "me/password", { body });
export const signOut = (api: Api) => api.ask<null>("DELETE", "session");
