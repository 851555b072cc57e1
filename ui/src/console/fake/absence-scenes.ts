/** Absences: the list, a proposal, hours. */
import { found, press, type Scene } from "./scenes";

export const absenceScenes: Scene[] = [
  { name: "console-absence", at: "absence", show: async () => void (await found("li h2")) },
  { name: "console-absence-ill", at: "absence/ill/w1", show: async () => void (await found("section li")) },
  { name: "console-absence-hours", at: "absence", show: () => press("li:nth-child(2) .line button") },
];
