/** What a worker can do in words. */
import { t } from "../../text.svelte";
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
