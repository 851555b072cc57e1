/** Absences: the list, a proposal, hours. */
import { found, press, typeInto, type Scene } from "./scenes";

/** The whole morning, from before anybody came. */
async function ill(): Promise<void> {
  await typeInto((await found(".span input")) as HTMLInputElement, "8:00");
  await found("section li:nth-child(2)");
}

export const absenceScenes: Scene[] = [
  { name: "console-absence", at: "absence", show: async () => void (await found("li h2")) },
  { name: "console-absence-ill", at: "absence/ill/w1", show: ill },
  { name: "console-absence-hours", at: "absence", show: () => press("li:nth-child(2) .line button") },
];
