/** Every test begins on the same Monday morning: none depends on the hour at which it is run. */
import { afterEach, beforeEach, vi } from "vitest";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T09:24:00+02:00") }));
afterEach(() => void vi.useRealTimers());
