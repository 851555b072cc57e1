/** A day's hours as people type them, "8:00–20:00"; minutes after midnight for the server. */
import type { Span } from "../api/settings";

const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

export const hoursText = (span: Span | null): string => (span ? `${clock(span.from)}–${clock(span.to)}` : "");

const form = /^(\d{1,2})(?:[:.](\d\d))?\s*[–-]\s*(\d{1,2})(?:[:.](\d\d))?$/;

/** From typed words; null when the day is closed, undefined when they make no sense. */
export function readHours(text: string): Span | null | undefined {
  if (text.trim() === "") return null;
  const found = form.exec(text.trim());
  if (!found) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  return fromMinute < 60 && toMinute < 60 && from < to && to <= 1440 ? { from, to } : undefined;
}
