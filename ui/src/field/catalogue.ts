/** The field app's words. */
import en from "../../../locales/en/app.ftl?raw";
import lt from "../../../locales/lt/app.ftl?raw";
import { learn } from "../text.svelte";

learn({ lt, en });
