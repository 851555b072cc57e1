/** The office: tablets and how one is given and taken. */
import { found, press, type Scene } from "./scenes";

export const officeScenes: Scene[] = [
  { name: "console-office-tablets", at: "office/tablets", show: async () => void (await found("tbody tr")) },
  {
    name: "console-office-give",
    at: "office/tablets/give/w5",
    show: async () => {
      await found("dialog option:nth-child(3)");
      await press("dialog button[type=submit]:not(:disabled)");
      await found("dialog svg[role=img]");
    },
  },
  { name: "console-office-revoke", at: "office/tablets", show: () => press("tbody tr:nth-child(2) button") },
];
