/** The office's own matters, as tabs of the office: its books, its audit, its settings, the words clients are told in. */
import { t } from "../../text.svelte";
import type { Console } from "../console.svelte";
import { matches } from "../palette/actions";
import type { Found } from "../registry";
import type { Tab } from "../tabs";
import Audit from "./Audit.svelte";
import Import from "./Import.svelte";
import Settings from "./Settings.svelte";
import Templates from "./Templates.svelte";

/** Actions of a tab, for the palette: the words' key, and where in the tab it leads. */
const actions = (words: string, tab: string, ...all: [key: string, ...rest: string[]][]): Found[] =>
  all
    .map(([key, ...rest]): Found => ({ id: `${tab}-${key}`, kind: "action", text: t(key), act: (to: Console) => to.go("office", tab, ...rest) }))
    .filter(({ text }) => matches(text, words));

export const books: Tab = {
  name: "import",
  roles: ["administrator"],
  screen: Import,
  find: (_, words) => actions(words, "import", ["books-act-find"]),
};

export const audit: Tab = {
  name: "audit",
  roles: ["officer", "administrator"],
  screen: Audit,
  find: (_, words) => actions(words, "audit", ["audit-act-find"]),
};

export const settings: Tab = {
  name: "settings",
  roles: ["administrator"],
  screen: Settings,
  find: (_, words) =>
    actions(words, "settings", ["settings-find-messages", "messages"], ["settings-find-email", "email"], ["settings-find-sms", "sms"], ["settings-find-page", "page"], ["settings-find-tablets", "tablets"], ["settings-find-office", "office"]),
};

export const templates: Tab = {
  name: "templates",
  roles: ["officer", "administrator"],
  screen: Templates,
  find: (_, words) => actions(words, "templates", ["templates-act-find"]),
};
