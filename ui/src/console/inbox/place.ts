/** The inbox as a place of the console. */
import type { Place } from "../registry";
import Inbox from "./Inbox.svelte";

export const inbox: Place = { name: "inbox", roles: ["coordinator", "head", "officer"], screen: Inbox };
