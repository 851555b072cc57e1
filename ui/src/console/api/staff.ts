/** The people who sign in: who they are, how one is let in and out, and where somebody is signed in. Times are seconds since 1970. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type { SetUp, Standing } from "./bindings/schema";
export type StaffView = Said<schema.StaffView>;
export type IdleView = Said<schema.IdleView>;
export type SessionView = Said<schema.SessionView>;

export const staff = (api: Api) => api.ask<StaffView[]>("GET", "staff");
export const addStaff = (api: Api, body: schema.StaffNew) => api.ask<schema.SetUp>("POST", "staff", { body });
export const changeStaff = (api: Api, actor: string, body: schema.StaffEdit) => api.ask<null>("PUT", `staff/${actor}`, { body });
export const resetStaff = (api: Api, actor: string) => api.ask<schema.SetUp>("POST", `staff/${actor}/reset`, { body: {} });
export const sessionsOf = (api: Api, actor: string) => api.ask<SessionView[]>("GET", `staff/${actor}/sessions`);
export const endSession = (api: Api, actor: string, session: string) => api.ask<null>("DELETE", `staff/${actor}/sessions/${session}`);

/** Whose access rests or soon will, since nothing was heard of them. */
export const idle = (api: Api) => api.ask<IdleView[]>("GET", "idle");
export const giveBack = (api: Api, person: string) => api.ask<null>("DELETE", `idle/${person}`);

export const ownSessions = (api: Api) => api.ask<SessionView[]>("GET", "me/sessions");
export const endOwnSession = (api: Api, session: string) => api.ask<null>("DELETE", `me/sessions/${session}`);
