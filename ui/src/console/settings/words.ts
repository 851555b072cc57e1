/** Moments and prices of the office's own matters in words. */
import { speech, t } from "../../text.svelte";
import { at } from "../../when";
import { now } from "../now";

/** "rytoj, 10:45" of the server's seconds since 1970. */
export const when = (seconds: number): string => at(now(new Date(seconds * 1000)), now().day);

/** "0,045 €" of thousandths of a euro. */
export function euros(thousandths: number): string {
  const amount = (thousandths / 1000).toFixed(3).replace(/0$/, "");
  return t("euros", { amount: speech.language === "lt" ? amount.replace(".", ",") : amount });
}
