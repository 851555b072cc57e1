/** The server page's words. */
import en from "../../../locales/en/server.ftl?raw";
import lt from "../../../locales/lt/server.ftl?raw";
import { learn } from "../text.svelte";

learn({ lt, en });
