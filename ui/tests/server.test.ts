import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import ServerPage from "../src/server/ServerPage.svelte";
import type { About } from "../src/server/about";
import { speech } from "../src/text.svelte";

const alytus = { slug: "alytus", name: "Alytaus miesto savivaldybė" };
const about: About = {
  version: "0.1.0",
  address: "vizitai.alytus.lt:8443",
  fingerprint: "3A:9F:00",
  municipalities: [alytus],
};

/** What the server answers; null = it does not. */
let said: { about: About; healthy: boolean } | null;

beforeEach(() => {
  speech.language = "lt";
  said = { about, healthy: true };
  vi.stubGlobal("fetch", async (path: string) => {
    if (!said) throw new TypeError("no connection");
    if (path === "/healthz") return new Response(null, { status: said.healthy ? 200 : 500 });
    return Response.json(said.about);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe("the server's page", () => {
  it("says that it runs, whom it serves, how to recognise it and how a tablet joins", async () => {
    render(ServerPage);
    await screen.findByText("Serveris veikia.");
    for (const words of ["0.1.0", about.address, about.fingerprint, "Alytaus miesto savivaldybė"]) screen.getByText(words);
    screen.getByText("vizitas-server --data APLANKAS enrol KODAS");
    expect(screen.getByRole("link").getAttribute("href")).toBe("/openapi.json");
  });

  it("names the municipality in the command when there are several", async () => {
    said = { healthy: true, about: { ...about, municipalities: [alytus, { slug: "lazdijai", name: "Lazdijai" }] } };
    render(ServerPage);
    await screen.findByText("vizitas-server --data APLANKAS --slug alytus enrol KODAS");
    screen.getByText("vizitas-server --data APLANKAS --slug lazdijai enrol KODAS");
  });

  it("says when the data cannot be reached, and when nobody answers, and looks again", async () => {
    said = { about, healthy: false };
    render(ServerPage);
    await screen.findByText("Serveris atsiliepia, bet jo duomenys nepasiekiami.");
    said = null;
    const again = screen.getByRole("button", { name: "Tikrinti dar kartą" });
    await userEvent.click(again);
    await screen.findByText("Serveris neatsiliepia.");
    said = { about, healthy: true };
    await userEvent.click(again);
    await screen.findByText("Serveris veikia.");
  });

  it("speaks English when asked", async () => {
    render(ServerPage);
    await userEvent.click(await screen.findByRole("radio", { name: "English" }));
    await screen.findByText("The server is running.");
    screen.getByText("vizitas-server --data FOLDER enrol CODE");
  });
});
