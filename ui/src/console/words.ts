/** Codes of the server in words, where more than one part says them. */
import type { Problem } from "../notices.svelte";
import { has, t } from "../text.svelte";
import type { Backups } from "./api/backups";

/** What happened, and what to do next; that nothing was lost is part of the words. */
export function problemWords({ code, args }: Problem): { what: string; next: string } {
  const key = has(`problem-${code}`) ? `problem-${code}` : "problem-unexpected";
  return { what: t(key, args), next: has(`${key}.next`) ? t(`${key}.next`, args) : "" };
}

/** What is wrong with the backups and what holds until it is mended; null: nothing is wrong. */
export function troubleWords({ trouble, lines }: Backups): { what: string; next: string } | null {
  if (!trouble) return null;
  const failed = lines.find(({ failed }) => failed)?.failed ?? "other";
  return { what: t(`backups-trouble-${trouble}`, { why: t(`backup-failure-${failed}`) }), next: t("backups-trouble-then") };
}
