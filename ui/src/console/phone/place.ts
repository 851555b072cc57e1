/** Phone mode as a place of the console: `phone/<client>/<task>`. */
import type { Place } from "../registry";
import Phone from "./Phone.svelte";

export const phone: Place = { name: "phone", roles: ["worker", "coordinator", "head"], screen: Phone };
