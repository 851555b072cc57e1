import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RecoveryView } from "../src/backend/bindings/recovery";
import { Fake } from "../src/backend/fake/fake";
import { readyCode, rightCode, waiting as asking } from "../src/backend/fake/recovery";
import App from "../src/field/App.svelte";
import type { Field } from "../src/field/field.svelte";
import { speech } from "../src/text.svelte";

const user = userEvent.setup();
let fake: Fake;
let field: Field;

beforeEach(() => {
  speech.language = "lt";
  fake = new Fake();
});
afterEach(() => {
});

async function locked(recovery: Partial<RecoveryView>, left: number | null = null): Promise<void> {
  const pin = { left, waitS: 0, mayLeave: false };
  fake.world.status = { ...fake.world.status, stage: "locked", pin, recovery: { ...readyCode, ...recovery } };
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
  await waitFor(() => expect(field.status).not.toBeNull());
}

const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name });
const press = async (name: string) => user.click(await button(name));

async function pins(first: string, second = first): Promise<void> {
  await screen.findByRole("group", { name: "Naujas PIN kodas" });
  await user.keyboard(first);
  await press("Toliau");
  await screen.findByRole("group", { name: "PIN kodas dar kartą" });
  await user.keyboard(second);
  await press("Toliau");
}

describe("the supervisor's code", () => {
  it("opens with a new PIN typed twice, also after the ten wrong ones", async () => {
    const open = vi.spyOn(fake, "unlockByCode");
    await locked({}, 0);
    await press("Atrakinti be PIN kodo");
    await press("Turiu kodą");
    await user.type(await screen.findByLabelText("Kodas"), rightCode.toLowerCase());
    await press("Toliau");
    await pins("482913", "482914");
    await screen.findByText(/nesutampa|nesutapo/i);
    expect(open).not.toHaveBeenCalled();
    await pins("482913");
    expect(open).toHaveBeenCalledExactlyOnceWith({ code: rightCode.toLowerCase(), pin: "482913" });
    await waitFor(() => expect(field.status?.stage).toBe("open"));
  });

  it("says what is wrong with a code, and comes back to it", async () => {
    await locked({ codeLeft: 1 });
    await press("Pamiršau PIN kodą");
    await press("Turiu kodą");
    await screen.findByText(/^Liko paskutinis bandymas/);
    const typed = await screen.findByLabelText<HTMLInputElement>("Kodas");
    await user.type(typed, "0".repeat(26));
    await press("Toliau");
    await pins("482913");
    await screen.findByText("Kodas neteisingas.");
    expect((await screen.findByLabelText<HTMLInputElement>("Kodas")).value).toBe("0".repeat(26));
  });

  it("is not asked for where there is none, and says why", async () => {
    await locked({ code: "expired" });
    await press("Pamiršau PIN kodą");
    await screen.findByText(/^Kodas paseno/);
    expect((await button("Turiu kodą")).disabled).toBe(true);
    await press("Grįžti prie PIN kodo");
    expect((await button("1")).disabled).toBe(false);
  });
});

describe("the office gives the keys back", () => {
  it("shows the digits, asks by itself, and takes a new PIN once they are there", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setInterval", "clearInterval"] });
    const look = vi.spyOn(fake, "lookAtOffice");
    const recover = vi.spyOn(fake, "recover");
    await locked({ code: "none" });
    await press("Pamiršau PIN kodą");
    await press("Prašyti skyriaus");
    await press("Prašyti skyriaus");
    await screen.findByText("4821 7730");
    expect(document.activeElement?.textContent).toBe("Atkurti per skyrių");
    const answered: RecoveryView = { ...readyCode, asking: { ...asking, standing: "answered" } };
    fake.world.status = { ...fake.world.status, recovery: answered };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(look).toHaveBeenCalledOnce();
    await pins("482913");
    expect(recover).toHaveBeenCalledExactlyOnceWith({ pin: "482913" });
    await waitFor(() => expect(field.status?.stage).toBe("open"));
  });

  it("goes on where it was, and says plainly when the tablet has to be brought", async () => {
    await locked({ asking: { ...asking, proved: false } }, 0);
    await press("Atrakinti be PIN kodo");
    await screen.findByText("4821 7730");
    await screen.findByText(/Nuvežkite ją į skyrių/);
    field.take({ ...fake.world.status, recovery: { ...readyCode, asking: { ...asking, standing: "over" } } });
    await button("Prašyti iš naujo");
  });
});
