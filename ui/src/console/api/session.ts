/** Who works at the console, and how one signs in. */
import type { Api } from "./api";

export type StaffRole = "worker" | "coordinator" | "officer" | "head" | "administrator";

export interface Who {
  id: string;
  name: string;
  login: string;
  roles: StaffRole[];
  /** The unit whose visits are theirs to plan; none = the whole municipality. */
  unit: string | null;
  municipality: string;
}

/** Where signing in stands. */
export type SignIn =
  | { step: "done"; who: Who }
  /** The six digits from the telephone. */
  | { step: "code" }
  /** The first time: the telephone learns the secret from a picture, or it is typed in. */
  | { step: "enrol"; secret: string; qr: string };

export const session = (api: Api) => api.ask<Who>("GET", "session");
export const signIn = (api: Api, login: string, password: string) =>
  api.ask<SignIn>("POST", "session", { body: { login, password } });
export const giveCode = (api: Api, code: string) => api.ask<SignIn>("POST", "session/code", { body: { code } });
export const signOut = (api: Api) => api.ask<null>("DELETE", "session");
