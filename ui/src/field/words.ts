/** Codes of the device in words and shapes, where more than one feature says them. */
import type { Agreement, PlannedVisit, SlotReason } from "../backend/bindings/plan";
import type { PromiseView } from "../backend/bindings/promise";
import type { OpenedBy, ProfileView, SyncLine } from "../backend/bindings/status";
import type { Problem } from "../notices.svelte";
import { has, t } from "../text.svelte";
import { at, due, near, sentence } from "../when";

/** "Patvirtino žinute vakar.", "Sutarė Rasa Miškinytė, telefonu, šiandien." */
export function agreementWords(agreement: Agreement, today: string): string {
  const { channel, contact } = agreement;
  const day = near(agreement.at.day, today);
  const said = closed(contact ? t("agreed-contact", { contact, channel, day }) : t("agreed-client", { channel, day }));
  return agreement.officeConfirms ? `${said} ${t("agreed-office")}` : said;
}

/** Ends a sentence once: a day ends in "d." by itself. */
export function closed(text: string): string {
  return `${text.replace(/[.\s]+$/, "")}.`;
}

export function reasonWords(reason: SlotReason): string {
  return t(`slot-${reason.type}`, "minutes" in reason ? { minutes: reason.minutes } : undefined);
}

/** "rytoj, 10:45", "laikas dar nesutartas". */
export function plannedWords(planned: PlannedVisit, today: string): string {
  if (!planned.day) return t("planned-none");
  return planned.time ? at({ day: planned.day, time: planned.time }, today) : near(planned.day, today);
}

export function dueWords(promise: PromiseView, today: string): string {
  return sentence(due(promise.day, promise.time, today));
}

export function languageName(code: string): string {
  const key = `language-${code}`;
  return has(key) ? t(key) : code;
}

/** Who works with this tablet: by name, or by number while none is known. */
export function profileName(one: ProfileView): string {
  return one.name ?? t("profile-number", { number: one.number });
}

/** How what is saved here stands towards the server; all that is known while the app is locked. */
export function linkParts(line: SyncLine): string[] {
  const parts: string[] = [];
  if (line.attention > 0) parts.push(t("sync-attention", { count: line.attention }));
  if (line.link === "syncing") parts.push(t("sync-running"));
  else if (line.waiting > 0) parts.push(t("sync-waiting", { count: line.waiting }));
  else if (line.link === "offline") parts.push(t("sync-offline"));
  return parts;
}

/** The parts of the sync line after "everything is saved here", in order. */
export function syncParts(line: SyncLine, today: string): string[] {
  const parts = linkParts(line);
  if (line.planSeen) {
    const { day, time } = line.planSeen;
    parts.push(t("sync-seen", { when: day === today ? time : at(line.planSeen, today) }));
  } else parts.push(t("sync-never"));
  return parts;
}

/** So many characters a passphrase has at least. */
export const shortestPhrase = 12;

/** What happened and what to do next; that nothing was lost is part of the words. `by`: what opens the app. */
export function problemWords(problem: Problem, by: OpenedBy = "pin"): { what: string; next: string } {
  const args = { by, ...problem.args };
  return { what: t(`error-${problem.code}`, args), next: t(`error-${problem.code}.next`, args) };
}
