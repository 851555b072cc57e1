/** Codes of the server in words, where more than one part says them. */
import type { Problem } from "../notices.svelte";
import { has, t } from "../text.svelte";

/** What happened, and what to do next; that nothing was lost is part of the words. */
export function problemWords({ code, args }: Problem): { what: string; next: string } {
  const key = has(`problem-${code}`) ? `problem-${code}` : "problem-unexpected";
  return { what: t(key, args), next: has(`${key}.next`) ? t(`${key}.next`, args) : "" };
}
