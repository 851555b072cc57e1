/**
 * A photo drawn anew before it is sent: a small square, upright, and nothing of what a telephone writes beside a picture
 * (where, when, by what it was taken).
 */
import type { Problem } from "../../notices.svelte";

/** Pixels of a side. */
const side = 480;

export async function drawn(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const paper = canvas.getContext("2d");
  if (!picture || !paper) throw { code: "photo_none", args: {} } satisfies Problem;
  const cut = Math.min(picture.width, picture.height);
  // A face stands nearer to the top than to the bottom.
  paper.drawImage(picture, (picture.width - cut) / 2, (picture.height - cut) / 3, cut, cut, 0, 0, side, side);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  if (!made) throw { code: "photo_none", args: {} } satisfies Problem;
  return new Blob([withoutNotes(new Uint8Array(await made.arrayBuffer()))], { type: "image/jpeg" });
}

/** A JPEG without the segments in which programs write notes, such as a profile of colours; JFIF's own and Adobe's stay. */
export function withoutNotes(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = [file.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= file.length && file[at] === 0xff && file[at + 1] !== 0xda) {
    const marker = file[at + 1] ?? 0;
    const end = at + 2 + ((file[at + 2] ?? 0) << 8) + (file[at + 3] ?? 0);
    const notes = (marker > 0xe0 && marker < 0xf0 && marker !== 0xee) || marker === 0xfe;
    if (!notes) kept.push(file.subarray(at, end));
    at = end;
  }
  kept.push(file.subarray(at));
  const whole = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of kept) {
    whole.set(part, to);
    to += part.length;
  }
  return whole;
}
