import { mount } from "svelte";
import "../styles/base.css";
import { Http } from "./api/http";
import App from "./App.svelte";

const target = document.getElementById("app");
// The console stands at `/m/{slug}/console/`, its API beside it.
if (target) mount(App, { target, props: { api: new Http(new URL("../api/", location.href)) } });
