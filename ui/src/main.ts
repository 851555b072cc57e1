import { mount } from "svelte";
import { tauri } from "./backend/tauri";
import App from "./field/App.svelte";
import "./styles/base.css";

const target = document.getElementById("app");
if (target) mount(App, { target, props: { backend: tauri } });
