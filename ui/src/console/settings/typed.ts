/** Values of settings as they are typed: prices, whole numbers, lists and lines of "name = value". */

/** Thousandths of a euro from "0,045"; undefined when it is no price. */
export function readPrice(text: string): number | undefined {
  const found = /^(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (text.trim() === "") return 0;
  return found ? Number(found[1]) * 1000 + Number((found[2] ?? "").padEnd(3, "0")) : undefined;
}

export const priceText = (thousandths: number): string =>
  thousandths === 0 ? "" : (thousandths / 1000).toFixed(3).replace(".", ",").replace(/0$/, "");

/** A whole number up to `most`; empty is 0, undefined when it is none. */
export function readNumber(text: string, most: number): number | undefined {
  if (text.trim() === "") return 0;
  return /^\d{1,9}$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined;
}

export const numberText = (number: number): string => (number === 0 ? "" : String(number));

/** Lines of "name = value"; undefined when a line is none. */
export function readPairs(text: string): Record<string, string> | undefined {
  const pairs: Record<string, string> = {};
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const at = line.indexOf("=");
    if (at < 1) return undefined;
    pairs[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return pairs;
}

export const pairsText = (pairs: Record<string, string>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${name} = ${value}`)
    .join("\n");

export const readList = (text: string): string[] => text.split(",").map((one) => one.trim()).filter(Boolean);
export const listText = (list: string[]): string => list.join(", ");
