import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ProfileView } from "../src/backend/bindings/status";
import { Fake, rightPin } from "../src/backend/fake/fake";
import App from "../src/field/App.svelte";
import type { Field } from "../src/field/field.svelte";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
const rasa: ProfileView = { id: "rasa", name: "Rasa Vaitkevičiūtė", number: 1, state: "ready", waiting: 3 };
const jonas: ProfileView = { id: "jonas", name: "Jonas Kazlauskas", number: 2, state: "ready", waiting: 0 };
let fake: Fake;
let field: Field;

beforeEach(() => {
  speech.language = "lt";
  fake = new Fake();
});

async function starts(known: Partial<Fake["world"]["status"]>): Promise<void> {
  fake.world.status = { ...fake.world.status, ...known };
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
  await waitFor(() => expect(field.status).not.toBeNull());
}

const button = (name: string | RegExp) => screen.findByRole<HTMLButtonElement>("button", { name });

/** Types it on the pad and confirms. */
async function enters(pin: string): Promise<void> {
  for (const digit of pin) await user.click(await button(digit));
  await user.click(await button("Atrakinti"));
}

describe("a tablet that several work with", () => {
  it("asks who it is, and shows whose lock it is then", async () => {
    await starts({ stage: "locked", profile: null, profiles: [rasa, { ...jonas, state: "gone" }] });
    await screen.findByText("Kas dirbs su šia planšete?");
    await button(/Jonas Kazlauskas Nebeatrakinama: buvo dešimt neteisingų bandymų\./);
    const choose = vi.spyOn(fake, "choose");
    await user.click(await button(/Rasa Vaitkevičiūtė Dar neišsiųsti 3 įrašai\./));
    expect(choose).toHaveBeenCalledWith({ profile: "rasa" });
    await screen.findByText("Rasa Vaitkevičiūtė");
    expect(screen.queryByText("Jonas Kazlauskas")).toBeNull();
    await user.click(await button("Kitas darbuotojas"));
    expect(choose).toHaveBeenLastCalledWith({ profile: null });
    await button(/Jonas Kazlauskas/);
  });

  it("gives whoever has no name there a number, and lets nobody choose what does not read", async () => {
    await starts({ stage: "locked", profile: null, profiles: [{ ...rasa, name: null }, { ...jonas, name: null, state: "damaged" }] });
    expect((await button(/^Darbuotojas 1/)).disabled).toBe(false);
    expect((await button(/^Darbuotojas 2/)).disabled).toBe(true);
  });

  it("takes one worker more by a code, and leads back to the lock without one", async () => {
    await starts({ stage: "locked", profile: "rasa", profiles: [rasa] });
    await button("1");
    expect(screen.queryByText("Rasa Vaitkevičiūtė"), "who is alone needs no name").toBeNull();
    await user.click(await button("Pridėti kitą darbuotoją"));
    await screen.findByLabelText("Kodas");
    await user.click(await button("Grįžti prie užrakto"));
    await button("1");
  });

  it("leaves nothing of one on the other's screen", async () => {
    await starts({ stage: "open", profile: "rasa" });
    field.go({ at: "person", person: "jonas" });
    field.say("Išsaugota.", async () => undefined);
    field.ask({ sheet: "pin" });
    field.quiet = true;
    const before = history.state;
    fake.become({ stage: "locked", profile: null, profiles: [rasa, jonas], pin: null });
    await user.click(await button(/Jonas Kazlauskas/));
    await enters(rightPin);
    await waitFor(() => expect(field.status?.stage).toBe("open"));
    expect(field.place).toEqual({ at: "today", day: null });
    expect([field.asked, field.said, field.showing, field.quiet]).toEqual([null, null, null, false]);
    field.back(before);
    expect(field.place, "the way back leads to nothing of hers").toEqual({ at: "today", day: null });
    // Who opens her own again stands where she stood.
    field.go({ at: "week", day: null });
    fake.become({ stage: "locked" });
    fake.become({ stage: "open" });
    expect(field.place).toEqual({ at: "week", day: null });
  });

  it("says of nobody what went wrong at another's lock", async () => {
    await starts({ stage: "locked", profile: "rasa", profiles: [rasa, jonas] });
    await enters("111222");
    await screen.findByText("PIN kodas neteisingas.");
    await user.click(await button("Kitas darbuotojas"));
    await user.click(await button(/Jonas Kazlauskas/));
    await button("1");
    expect(screen.queryByText("PIN kodas neteisingas.")).toBeNull();
  });
});
