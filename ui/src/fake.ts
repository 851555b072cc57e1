/** Starts the app over the fake backend: `?scene=…&theme=night&text=200&lang=en`. Never part of the real build. */
import { mount } from "svelte";
import { Fake } from "./backend/fake/fake";
import App from "./field/App.svelte";
import type { Field } from "./field/field.svelte";
import { scenes } from "./scenes";
import { settings, type TextSize, type Theme } from "./settings.svelte";
import "./styles/base.css";

const asked = new URLSearchParams(location.search);
const scene = scenes.find((one) => one.name === asked.get("scene"));
const root = document.documentElement;
root.dataset.scenes = scenes.map((one) => one.name).join(" ");

if (asked.has("theme")) settings.setTheme(asked.get("theme") as Theme);
if (asked.has("text")) settings.setText(asked.get("text") as TextSize);
settings.setLanguage(asked.get("lang") === "en" ? "en" : "lt");

const backend = new Fake();
await scene?.world?.(backend);

const target = document.getElementById("app");
if (target) {
  const onready = (field: Field) =>
    setTimeout(async () => {
      await scene?.show?.(field);
      setTimeout(() => (root.dataset.ready = "yes"), 50);
    });
  mount(App, { target, props: { backend, onready } });
}
