/** What a worker can do in words, and what is told of her tablets. */
import { t } from "../../text.svelte";
import type { TabletView } from "../api/tablets";
import type { Tongue, WorkerView } from "../api/workers";

export const tongues: Tongue[] = ["lt", "ru", "pl", "en", "sign"];

export const tongueWords = (languages: Tongue[]): string[] => languages.map((language) => t(`tongue-${language}`));

/** Languages, then skills. */
export const knows = ({ languages, work }: WorkerView): string[] => [...tongueWords(languages), ...work.skills];

/** "gestų kalba, psichologė" as typed. */
export const listed = (typed: string): string[] =>
  typed
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);

/** When any of these tablets was last seen; null: never. One that was taken away counts no more. */
export function lastSeen(tablets: TabletView[]): number | null {
  const seen = tablets.flatMap((one) => (one.revoked === null && one.seen !== null ? [one.seen] : []));
  return seen.length > 0 ? Math.max(...seen) : null;
}
