import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/// Mode `fake` builds the same screens over invented data, for pictures and axe; it never goes into `dist`.
export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [svelte()],
  clearScreen: false,
  server: { fs: { allow: [".."] } },
  build: {
    outDir: mode === "fake" ? "dist-fake" : "dist",
    emptyOutDir: true,
    target: ["safari15", "chrome105"],
    // A strict content security policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: mode === "fake" ? "fake.html" : "index.html",
      // How long each plugin took is no news.
      checks: { pluginTimings: false },
    },
  },
}));
