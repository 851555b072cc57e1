import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Fake } from "../src/backend/fake/fake";
import App from "../src/field/App.svelte";
import type { Field } from "../src/field/field.svelte";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
const phrase = "žalia kėdė prie lango";
let fake: Fake;
let field: Field;

beforeEach(() => {
  speech.language = "lt";
  fake = new Fake();
});

async function starts(known: Partial<Fake["world"]["status"]>): Promise<void> {
  fake.world.status = { ...fake.world.status, openedBy: "passphrase", ...known };
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
  await waitFor(() => expect(field.status).not.toBeNull());
}

const box = (name: string) => screen.findByLabelText<HTMLInputElement>(name);
const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name });

describe("a tablet without a key store", () => {
  it("asks for a passphrase, says why, and takes it twice", async () => {
    await starts({ stage: "new", worker: null, profile: null });
    const enrol = vi.spyOn(fake, "enrol");
    await user.type(await box("Kodas"), "abcd efgh-1234{Enter}");
    await screen.findByRole("heading", { name: "Vizitas" });
    await screen.findByText("Sugalvokite slaptažodį");
    await screen.findByText(/neturi raktų saugyklos/);
    expect(screen.queryByRole("button", { name: "1" }), "no keys").toBeNull();
    await user.type(await box("Slaptažodis"), "žalia kėdė");
    await screen.findByText("Įvesta 10 ženklų; reikia bent 12.");
    expect((await button("Toliau")).disabled).toBe(true);
    await user.type(await box("Slaptažodis"), " prie lango{Enter}");
    await user.type(await box("Slaptažodis dar kartą"), "žalia kėdė prie langų{Enter}");
    await screen.findByText("Slaptažodžiai nesutapo. Sugalvokite ir įveskite dar kartą.");
    await user.click(await box("Slaptažodis"));
    await user.paste(phrase);
    await user.click(await button("Toliau"));
    await user.type(await box("Slaptažodis dar kartą"), `${phrase}{Enter}`);
    await screen.findByText("Gauta 4 iš 61");
    expect(enrol).toHaveBeenCalledExactlyOnceWith({ code: "abcd efgh-1234", pin: phrase });
  });

  it("refuses one that is easy to guess, and asks for another", async () => {
    await starts({ stage: "new", worker: null, profile: null });
    vi.spyOn(fake, "enrol").mockRejectedValue({ code: "phrase_weak", args: {} });
    await user.type(await box("Kodas"), "abcd efgh-1234{Enter}");
    await user.type(await box("Slaptažodis"), "slaptažodis123{Enter}");
    await user.type(await box("Slaptažodis dar kartą"), "slaptažodis123{Enter}");
    await screen.findByText("Šį slaptažodį lengva atspėti.");
    expect((await box("Slaptažodis")).value, "nothing of it stays").toBe("");
  });

  it("is opened by it, hidden unless it is asked to be shown", async () => {
    await starts({ stage: "locked" });
    const unlock = vi.spyOn(fake, "unlock");
    const line = await box("Slaptažodis");
    await user.type(line, "ne tas slaptažodis");
    expect(line.type).toBe("password");
    await user.click(await button("Rodyti slaptažodį"));
    expect([line.type, line.value]).toEqual(["text", "ne tas slaptažodis"]);
    await user.click(await button("Slėpti slaptažodį"));
    expect(line.type).toBe("password");
    await user.click(await button("Atrakinti"));
    expect(unlock).toHaveBeenCalledWith({ pin: "ne tas slaptažodis" });
    await screen.findByText("Slaptažodis neteisingas.");
    expect((await box("Slaptažodis")).value).toBe("");
  });

  it("is told in its own words that it may be changed, and that none opens it any more", async () => {
    await starts({ stage: "open" });
    const change = vi.spyOn(fake, "changePin").mockResolvedValue(fake.world.status);
    field.ask({ sheet: "pin" });
    await user.type(await box("Dabartinis slaptažodis"), phrase);
    await user.type(await box("Naujas slaptažodis"), "du arkliai ir vežimas");
    await user.type(await box("Naujas slaptažodis dar kartą"), "du arkliai ir vežimas");
    await user.click(await button("Keisti slaptažodį"));
    expect(change).toHaveBeenCalledWith({ old: phrase, new: "du arkliai ir vežimas" });
    await screen.findByText("Slaptažodis pakeistas.");
    fake.become({ stage: "locked", pin: { left: 0, waitS: 0, mayLeave: false } });
    await screen.findByRole("heading", { name: "Slaptažodis nebegalioja" });
  });
});
