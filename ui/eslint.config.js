import { readdirSync } from "node:fs";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const features = readdirSync(new URL("./src/field", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "parts")
  .map((entry) => entry.name);

/** A feature may use what stands beside the features and `parts/`, never a sibling feature. */
const featureWalls = features.map((feature) => ({
  files: [`src/field/${feature}/**`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: features
          .filter((other) => other !== feature)
          .map((other) => ({
            group: [`../${other}/*`, `../../field/${other}/*`],
            message: "Features do not import one another: ask the shell through field.go() or field.ask().",
          })),
      },
    ],
  },
}));

export default ts.config(
  { ignores: ["dist/", "dist-*/", "src/backend/bindings/", "src/console/api/bindings/"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      "no-console": "error",
      eqeqeq: "error",
      "max-lines": ["error", 500],
      "max-lines-per-function": ["error", { max: 70, skipComments: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "svelte/no-at-html-tags": "error",
      "svelte/require-each-key": "error",
      // A mustache around a space or a separator keeps it, where the compiler would trim it.
      "svelte/no-useless-mustaches": "off",
    },
  },
  // A test story and a table of data read best in one piece, and the tools talk to a terminal.
  { files: ["tests/**", "tools/**", "src/backend/fake/{people,world}.ts"], rules: { "max-lines-per-function": "off", "no-console": "off" } },
  {
    files: ["src/components/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/field/**", "**/backend/**", "**/text*", "**/settings*", "**/console/**"],
              message: "Shared components know no domain: hand them words and callbacks.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/field/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@tauri-apps/*", "**/backend/tauri*", "**/backend/fake*"], message: "Screens know the Backend interface alone." }] },
      ],
    },
  },
  ...featureWalls,
);
