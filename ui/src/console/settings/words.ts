/** Prices of the office's own matters in words. */
import { speech, t } from "../../text.svelte";

/** "0,045 €" of thousandths of a euro. */
export function euros(thousandths: number): string {
  const amount = (thousandths / 1000).toFixed(3).replace(/0$/, "");
  return t("euros", { amount: speech.language === "lt" ? amount.replace(".", ",") : amount });
}
