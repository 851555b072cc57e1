import { mount } from "svelte";
import "../styles/base.css";
import ServerPage from "./ServerPage.svelte";

const target = document.getElementById("app");
if (target) mount(ServerPage, { target });
