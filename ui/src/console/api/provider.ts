/** Signing in by the municipality's own account, and whose account is whose. */
import type { Brought } from "../provider";
import type { Api } from "./api";
import type { SignIn } from "./session";

export interface AccountView {
  /** As the provider names it. */
  subject: string;
  since: number;
  used: number | null;
  /** The owner was known by a verified address. */
  by_address: boolean;
}

export interface Accounts {
  /** People sign in by a provider. */
  on: boolean;
  account: AccountView | null;
}

export const beginProvider = (api: Api) => api.ask<{ address: string }>("POST", "session/provider", { body: {} });
export const signInByProvider = (api: Api, body: Brought) => api.ask<SignIn>("PUT", "session/provider", { body });

export const accountOf = (api: Api, staff: string) => api.ask<Accounts>("GET", `staff/${staff}/account`);
export const bindAccount = (api: Api, staff: string, subject: string) =>
  api.ask<null>("PUT", `staff/${staff}/account`, { body: { subject } });
export const unbindAccount = (api: Api, staff: string) => api.ask<null>("DELETE", `staff/${staff}/account`);
