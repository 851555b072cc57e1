/**
 * Which part of a large board is drawn: what is seen and a margin around it, in steps, so that little scrolling draws
 * nothing anew. Rows and days that are not drawn keep their place; only their visits wait.
 */
export interface Part {
  /** First row and the one behind the last. */
  rows: readonly [number, number];
  /** First day and the one behind the last. */
  days: readonly [number, number];
}

/** What is seen: from where, and how much. Nothing is seen where there is no layout. */
export interface Seen {
  top: number;
  height: number;
  left: number;
  width: number;
}

/** Before anything is measured. */
export const beginning: Part = { rows: [0, 24], days: [0, 2] };
export const everything: Part = { rows: [0, Infinity], days: [0, Infinity] };

/** Rows change by so many, and so many more are drawn on either side. */
const rowStep = 6;
const dayMargin = 0.5;

export function part({ top, height, left, width }: Seen, rowTops: number[], dayWidth: number): Part {
  if (height === 0 || rowTops.length === 0) return everything;
  const behind = rowTops.findIndex((one) => one > top + height);
  const first = Math.max(0, rowTops.findLastIndex((one) => one <= top));
  const last = behind === -1 ? rowTops.length : behind;
  return {
    rows: [Math.max(0, Math.floor(first / rowStep) - 1) * rowStep, (Math.ceil(last / rowStep) + 1) * rowStep],
    days: [Math.max(0, Math.floor(left / dayWidth - dayMargin)), Math.ceil((left + width) / dayWidth + dayMargin)],
  };
}

export const same = (one: Part, other: Part): boolean =>
  one.rows.every((row, at) => row === other.rows[at]) && one.days.every((day, at) => day === other.days[at]);

export const within = (index: number, [from, to]: readonly [number, number]): boolean => index >= from && index < to;
