/** The field app's words. */
import en from "../../../locales/en/app.ftl?raw";
import enCalls from "../../../locales/en/calls.ftl?raw";
import enCarry from "../../../locales/en/carry.ftl?raw";
import enShut from "../../../locales/en/shut.ftl?raw";
import lt from "../../../locales/lt/app.ftl?raw";
import ltCalls from "../../../locales/lt/calls.ftl?raw";
import ltCarry from "../../../locales/lt/carry.ftl?raw";
import ltShut from "../../../locales/lt/shut.ftl?raw";
import { learn } from "../text.svelte";

learn({ lt, en });
learn({ lt: ltCalls, en: enCalls });
learn({ lt: ltCarry, en: enCarry });
learn({ lt: ltShut, en: enShut });
