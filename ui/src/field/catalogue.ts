/** The field app's words. */
import en from "../../../locales/en/app.ftl?raw";
import enCalls from "../../../locales/en/calls.ftl?raw";
import lt from "../../../locales/lt/app.ftl?raw";
import ltCalls from "../../../locales/lt/calls.ftl?raw";
import { learn } from "../text.svelte";

learn({ lt, en });
learn({ lt: ltCalls, en: enCalls });
