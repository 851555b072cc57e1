import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  server: { fs: { allow: [".."] } },
  // A machine that builds meanwhile is slow, not wrong.
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"], setupFiles: ["tests/clock.ts"], testTimeout: 60_000 },
});
