/** The audit in sentences, and the days that are looked for as moments of the office's clock. */
import { has, t } from "../../text.svelte";
import { plusDays } from "../../when";
import type { AuditLine, AuditPeople } from "../api/audit";
import { now, offset } from "../now";

/** What can be looked for, most looked for first; older words of the same deeds still have their sentence. */
export const deeds = [
  "opened",
  "searched",
  "searched_beyond",
  "listed",
  "refused",
  "emergency_access_opened",
  "emergency_access_used",
  "emergency_access_under_the_same_name",
  "emergency_access_ended",
  "emergency_access_reviewed",
  "looked_at_emergency_access",
  "own_record_refused",
  "exported",
  "erasure_asked",
  "erasure_withdrawn",
  "erased",
  "restricted",
  "restriction_lifted",
  "visits_called_off_for_a_restriction",
  "looked_at_a_restriction",
  "looked_at_erasures",
  "retention_announced",
  "retention_rules_set",
  "case_handed_over",
  "clients_merged",
  "clients_separated",
  "signed_in",
  "sign-in_refused",
  "sign-in_held_back",
  "signed_in_by_passkey",
  "passkey_added",
  "passkey_removed",
  "passkey_refused",
  "passkey_counter_went_back",
  "proof_refused",
  "signed_in_by_provider",
  "provider_sign-in_refused",
  "unknown_account_refused",
  "account_bound",
  "account_bound_by_address",
  "account_unbound",
  "session_ended",
  "password_changed",
  "password_change_refused",
  "worker_added",
  "worker_leaves",
  "worker_left",
  "worker_came_back",
  "staff_added",
  "staff_changed",
  "staff_reset",
  "idle_account_warned",
  "account_suspended",
  "suspension_lifted",
  "enrolment_code_given",
  "enrolment_code_given_with_approval",
  "tablet_enrolled",
  "tablet_approved",
  "tablet_approved_with_own_code",
  "tablet_refused",
  "tablet_revoked",
  "tablet_turned_away",
  "wrong_pin_tries",
  "enrolment_code_unknown",
  "enrolment_code_wrong",
  "enrolment_code_used_again",
  "enrolment_code_expired",
  "recovery_asked",
  "recovery_asked_unproved",
  "recovery_key_made",
  "recovery_key_refused",
  "recovery_key_used",
  "unlock_code_given",
  "unlock_code_taken_back",
  "tablet_opened_by_code",
  "tablet_opened_by_office",
  "transport_key_renewed",
  "tablet_wipe_asked",
  "tablet_cleared",
  "tablet_full",
  "work_carried",
  "strange_looks",
  "chain_goes_on_behind_a_gap",
  "held_work_placed",
  "held_work_kept",
  "held_work_let_go",
  "held_work_taken_up_again",
  "settings_changed",
  "photo_changed",
  "photo_removed",
  "words_changed",
  "books_imported",
  "messages_released",
  "tried_a_carrier",
  "dealt_with_a_stray_message",
  "took_up_a_stray_message_again",
  "searched_the_audit",
  "asked_who_saw",
  "asked_what_a_tablet_held",
  "verified_the_audit",
  "proved_at_the_command_line",
  "key-encryption_key_replaced",
  "data_keys_renewed",
  "log_backed_up",
  "vault_backed_up",
  "backup_failed",
  "backup_deleted",
  "backed_up",
  "restored",
  "audit_is_not_what_a_tablet_keeps",
] as const;

/** What somebody tried and did not get by: at the door, at a proof, at a tablet's PIN, with a code or a key for a tablet. */
export const tries: readonly (typeof deeds)[number][] = [
  "sign-in_refused",
  "sign-in_held_back",
  "passkey_refused",
  "passkey_counter_went_back",
  "provider_sign-in_refused",
  "unknown_account_refused",
  "proof_refused",
  "password_change_refused",
  "wrong_pin_tries",
  "enrolment_code_unknown",
  "enrolment_code_wrong",
  "enrolment_code_used_again",
  "enrolment_code_expired",
  "recovery_asked_unproved",
  "recovery_key_refused",
  "tablet_turned_away",
];

const known = (deed: string) => has(`deed-${deed}`);

/** A deed by a short name, for the list. */
export const deedName = (deed: string): string => t(`deed-name-${deed}`);

/** Who did it. */
export function who({ actor, name }: AuditLine, people: AuditPeople | undefined): string {
  if (name) return name;
  if (actor === people?.office) return t("audit-by-office");
  if (actor === people?.server) return t("audit-by-server");
  return t("audit-by-unknown");
}

/** What was done, as the rest of a sentence that begins with the name. */
export const deed = ({ deed }: AuditLine): string => (known(deed) ? t(`deed-${deed}`) : t("deed-other", { deed: deed.replace(/_/g, " ") }));

const roles = ["worker", "coordinator", "officer", "head", "administrator"];
const states = ["active", "disabled"];
const nouns = ["messages", "email", "sms", "templates", "page", "tablets", "office", "accounts", "provider"];

/** Why, or what it was done to; codes in words. */
export function reason({ deed, reason }: AuditLine): string {
  // Which route was refused is for whoever runs the server, who reads it there.
  if (deed === "refused" || deed === "emergency_access_used") return "";
  if (deed === "emergency_access_opened") return reason.replace(/^([a-z]+): /, (_, why: string) => `${t(`opening-reason-${why}`)}. `);
  const words = reason.split(" ").map((word) => {
    if (deed.startsWith("staff_") && roles.includes(word)) return t(`role-${word}`);
    if (deed.startsWith("staff_") && states.includes(word)) return t(`audit-staff-${word}`);
    if (deed === "backup_failed") return t(`backup-${word === "log" || word === "vault" ? "kind" : "failure"}-${word}`);
    if (deed === "settings_changed" && nouns.includes(word)) return t(`settings-noun-${word}`);
    return word;
  });
  if (deed === "wrong_pin_tries") return t("tries-times", { count: Number(reason) });
  if (deed === "visits_called_off_for_a_restriction") return t("visits-count", { count: Number(reason) });
  if (deed !== "words_changed") return words.join(" ");
  const [language = "", purpose = "", form = ""] = words;
  return [t(`told-of-${purpose}`), t(`told-form-${form}`), t(`tongue-${language}`)].join(", ");
}

/** The first second of a local day, or of the day after it. */
export function startOf(day: string, after = 0): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const wanted = plusDays(day, after);
  // The clocks go forward at night: the offset of noon may be an hour off, and the day's own then is right.
  const guess = new Date(`${wanted}T00:00:00${offset(new Date(`${wanted}T12:00:00Z`))}`);
  const start = now(guess).day === wanted && now(new Date(guess.getTime() - 1000)).day !== wanted ? guess : new Date(`${wanted}T00:00:00${offset(guess)}`);
  return Math.floor(start.getTime() / 1000);
}

/** Lines by the day on which they were written. */
export function byDay<Line extends { at: number }>(lines: Line[]): { day: string; lines: Line[] }[] {
  const days: { day: string; lines: Line[] }[] = [];
  for (const line of lines) {
    const { day } = now(new Date(line.at * 1000));
    const last = days.at(-1);
    if (last?.day === day) last.lines.push(line);
    else days.push({ day, lines: [line] });
  }
  return days;
}
