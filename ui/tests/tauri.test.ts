import { beforeEach, describe, expect, it, vi } from "vitest";

const invoke = vi.hoisted(() => vi.fn(async () => null));
vi.mock("@tauri-apps/api/core", () => ({ invoke }));
vi.mock("@tauri-apps/api/event", () => ({ listen: vi.fn(async () => () => undefined) }));

const { tauri } = await import("../src/backend/tauri");

beforeEach(() => invoke.mockClear());

describe("the real backend", () => {
  const commands = Object.entries(tauri).filter(([name]) => !name.startsWith("on"));

  it.each(commands)("%s is the command of the same name in snake_case", async (name, method) => {
    const args = { visit: "v" };
    await (method as (args: unknown) => Promise<unknown>)(args);
    const wire = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(invoke).toHaveBeenCalledWith(wire, { args });
  });

  it("sends no args where none are asked for", async () => {
    await tauri.status();
    expect(invoke).toHaveBeenCalledWith("status");
  });
});
