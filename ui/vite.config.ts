import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/// What is built: the field app; what the server shows in a browser (its build script says where to), its own page and
/// the console; or, in mode `fake`, the same screens over invented data for pictures and axe, which never go into either.
const pages: Record<string, string[]> = {
  fake: ["fake.html", "server.html", "console-fake.html"],
  server: ["server.html", "console.html"],
};

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [svelte()],
  clearScreen: false,
  server: { fs: { allow: [".."] } },
  build: {
    outDir: mode in pages ? `dist-${mode}` : "dist",
    emptyOutDir: true,
    target: ["safari15.4", "chrome105"],
    // A strict content security policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: pages[mode] ?? "index.html",
      // How long each plugin took is no news.
      checks: { pluginTimings: false },
    },
  },
}));
