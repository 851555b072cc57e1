/** The console's words: those of the shell, and one file a part. */
import shellEn from "../../../locales/en/console.ftl?raw";
import shellLt from "../../../locales/lt/console.ftl?raw";
import boardEn from "../../../locales/en/board.ftl?raw";
import boardLt from "../../../locales/lt/board.ftl?raw";
import clientsEn from "../../../locales/en/clients.ftl?raw";
import clientsLt from "../../../locales/lt/clients.ftl?raw";
import absenceEn from "../../../locales/en/absence.ftl?raw";
import absenceLt from "../../../locales/lt/absence.ftl?raw";
import inboxEn from "../../../locales/en/inbox.ftl?raw";
import inboxLt from "../../../locales/lt/inbox.ftl?raw";
import settingsEn from "../../../locales/en/settings.ftl?raw";
import settingsLt from "../../../locales/lt/settings.ftl?raw";
import officeEn from "../../../locales/en/office.ftl?raw";
import officeLt from "../../../locales/lt/office.ftl?raw";
import seenEn from "../../../locales/en/seen.ftl?raw";
import seenLt from "../../../locales/lt/seen.ftl?raw";
import { learn } from "../text.svelte";

learn({ lt: shellLt, en: shellEn });
learn({ lt: boardLt, en: boardEn });
learn({ lt: clientsLt, en: clientsEn });
learn({ lt: inboxLt, en: inboxEn });
learn({ lt: absenceLt, en: absenceEn });
learn({ lt: settingsLt, en: settingsEn });
learn({ lt: officeLt, en: officeEn });
learn({ lt: seenLt, en: seenEn });
