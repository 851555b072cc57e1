/** A card's choices in words. */
import { t } from "../../text.svelte";
import type { ClientSuit, Through, Tongue } from "../api/clients";

export const tongues = (): { value: Tongue; text: string }[] =>
  (["lt", "ru", "pl", "en", "sign"] as const).map((value) => ({ value, text: t(`tongue-${value}`) }));

export const channels = (): { value: Through; text: string }[] =>
  (["unknown", "phone", "sms", "email", "letter"] as const).map((value) => ({ value, text: t(`prefers-${value}`) }));

export const weekdays = (): { value: string; text: string }[] =>
  Array.from({ length: 7 }, (_, day) => ({ value: String(day), text: t("weekday", { day }) }));

/** "antradieniais 9:00–12:00" */
export const suitWords = ({ weekday, from, to }: ClientSuit): string => t("suit", { day: weekday, from, to });
