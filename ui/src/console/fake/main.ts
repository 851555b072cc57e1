/**
 * Starts the console over the fake: `?scene=…&theme=night&text=200&lang=en`; with `plain`
 * the calendar component alone. Never part of the real build.
 */
import { mount } from "svelte";
import { settings, type TextSize, type Theme } from "../../settings.svelte";
import "../../styles/base.css";
import App from "../App.svelte";
import type { Console } from "../console.svelte";
import { Fake } from "./fake";
import { plain } from "./plain";
import { scenes } from "./scenes";
import { World } from "./world";

const asked = new URLSearchParams(location.search);
const scene = scenes.find((one) => one.name === asked.get("scene"));
const root = document.documentElement;
root.dataset.scenes = scenes.map((one) => one.name).join(" ");

if (asked.has("theme")) settings.setTheme(asked.get("theme") as Theme);
if (asked.has("text")) settings.setText(asked.get("text") as TextSize);
settings.setLanguage(asked.get("lang") === "en" ? "en" : "lt");

const api = new Fake(new World(...(scene?.size ?? [])));
scene?.world?.(api);
if (scene?.at) location.hash = `#/${scene.at}`;

const target = document.getElementById("app");
if (target && asked.has("plain")) {
  plain(target, api.world);
  root.dataset.ready = "yes";
} else if (target) {
  const onready = (console: Console) =>
    setTimeout(async () => {
      await scene?.show?.(console);
      setTimeout(() => (root.dataset.ready = "yes"), 150);
    }, 50);
  mount(App, { target, props: { api, onready } });
}
