/** Backups, faked: made every night. */
import type { Backups } from "../api/backups";
import type { Fake, Routes } from "./fake";

const hour = 3600;

export function backupRoutes(): Routes {
  const now = Math.floor(Date.now() / 1000);
  const line = { last: now - 6 * hour, kept: 14, keep: 14, failed_at: null, failed: null };
  const made: Backups = {
    trouble: null,
    scheduled: true,
    next: now + 18 * hour,
    uncovered: 212,
    lines: [
      { ...line, kind: "log", kept: 30, keep: 30 },
      { ...line, kind: "vault" },
    ],
  };
  return { "GET backups": () => made };
}

/** None are made, and none were. */
export function withoutBackups(fake: Fake): void {
  const line = { last: null, kept: 0, keep: 0, failed_at: null, failed: null };
  const none: Backups = {
    trouble: "off",
    scheduled: false,
    next: null,
    uncovered: 48_213,
    lines: [
      { ...line, kind: "log" },
      { ...line, kind: "vault" },
    ],
  };
  fake.add({ "GET backups": () => none });
}

/** The disk of the keys is full. */
export function failedBackups(fake: Fake): void {
  const now = Math.floor(Date.now() / 1000);
  const line = { last: now - 30 * hour, keep: 30, failed_at: null, failed: null };
  const failed: Backups = {
    trouble: "failed",
    scheduled: true,
    next: now + 18 * hour,
    uncovered: 1_904,
    lines: [
      { ...line, kind: "log", kept: 30, last: now - 6 * hour },
      { ...line, kind: "vault", kept: 14, keep: 14, failed_at: now - 6 * hour, failed: "disk_full" },
    ],
  };
  fake.add({ "GET backups": () => failed });
}
