/** Conflicts in plain words, for the note on a screen and for the sheet that settles. */
import type { ConflictSide, ConflictView } from "../backend/bindings/conflict";
import { t } from "../text.svelte";
import { at, near, sentence } from "../when";

/** The other side: the newest value that is not this worker's. */
function other(conflict: ConflictView): ConflictSide | undefined {
  return conflict.sides.findLast((side) => side.by !== "me") ?? conflict.sides.at(-1);
}

/** "šiandien, 11:45", "Neįvyko", "0 612 34567". */
export function sideValue(side: ConflictSide, today: string): string {
  switch (side.value.type) {
    case "plan":
      return at(side.value, today);
    case "state":
      return side.value.at
        ? t("conflict-state-at", { state: side.value.state, time: side.value.at })
        : t("conflict-state", { state: side.value.state });
    case "text":
      return side.value.text;
  }
}

export function conflictSentence(conflict: ConflictView, today: string): string {
  const side = other(conflict);
  if (!side) return "";
  return t(`conflict-${conflict.about}`, { by: side.by, value: sideValue(side, today) });
}

/** "Jūs, šiandien, 9:05 · klientas sutiko". */
export function sideAuthor(side: ConflictSide, today: string): string {
  const who = side.byName ? t("conflict-by-name", { by: side.by, name: side.byName }) : t("conflict-by", { by: side.by });
  const words = [sentence(who), t("day-at", { day: near(side.at.day, today), time: side.at.time })];
  if (side.agreed) words.push(t("conflict-agreed"));
  if (side.stands) words.push(t("conflict-stands"));
  return words.join(" · ");
}
