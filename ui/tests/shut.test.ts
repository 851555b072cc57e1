/** A tablet whose lease is over: it takes what is written, shows hours alone, and asks later where a note belongs. */
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LeaseView, StatusView } from "../src/backend/bindings/status";
import { Fake } from "../src/backend/fake/fake";
import App from "../src/field/App.svelte";
import type { Field } from "../src/field/field.svelte";

const user = userEvent.setup();
const over: LeaseView = { standing: "shut", until: { day: "2026-11-22", time: "17:00" }, reset: false };
const shut: Partial<StatusView> = { stage: "locked", worker: null, lease: over, writes: true };
let fake: Fake;
let field: Field;

function open(status: Partial<StatusView>): void {
  fake.world.status = { ...fake.world.status, ...status };
  render(App, { backend: fake, onready: (ready: Field) => (field = ready) });
}

beforeEach(() => {
  fake = new Fake();
});

describe("a shut tablet", () => {
  it("shows hours and no name, and takes arrival and end, each with a way back", async () => {
    open(shut);
    await screen.findByRole("heading", { name: "Dabar galima tik užrašyti" });
    await screen.findByText("9:35", { selector: "b" });
    for (const { name } of fake.world.people) expect(document.body.textContent).not.toContain(name);
    await user.click(screen.getByRole("button", { name: "Atvykau, vizitas 9:35" }));
    await screen.findByText("Atvykimas įrašytas.");
    await screen.findByText("Atvykta 9:20");
    expect(screen.queryByRole("button", { name: "Atvykau, vizitas 9:35" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Grąžinti" }));
    await user.click(await screen.findByRole("button", { name: "Baigiau, vizitas 9:35" }));
    await screen.findByText("Vizito pabaiga įrašyta.");
  });

  it("keeps a note as it is typed, and shows it no more once it is written down", async () => {
    const kept = vi.spyOn(fake, "shutNote");
    const draft = vi.spyOn(fake, "shutDraft");
    open(shut);
    const area = await screen.findByRole("textbox", { name: "Pastaba" });
    await user.type(area, "Niekas neatidarė.");
    await waitFor(() => expect(draft).toHaveBeenLastCalledWith(expect.objectContaining({ text: "Niekas neatidarė." })));
    const first = draft.mock.calls.at(-1)?.[0].note;
    await user.click(screen.getByRole("button", { name: "Įrašyti pastabą" }));
    await screen.findByText("Pastaba įrašyta.");
    expect(kept).toHaveBeenCalledWith({ note: first, visit: null, text: "Niekas neatidarė." });
    expect((area as HTMLTextAreaElement).value).toBe("");
    await user.type(area, "Dar viena.");
    const hour = screen.getByRole<HTMLSelectElement>("combobox", { name: "Kurio vizito" });
    await user.selectOptions(hour, "9:35");
    await user.click(screen.getByRole("button", { name: "Įrašyti pastabą" }));
    await waitFor(() => expect(kept).toHaveBeenCalledTimes(2));
    expect(kept.mock.calls[1]?.[0]).toMatchObject({ visit: expect.any(String) as string, text: "Dar viena." });
    expect(kept.mock.calls[1]?.[0].note).not.toBe(first);
  });

  it("says when it can be unlocked again, and saves what is typed before it locks", async () => {
    const draft = vi.spyOn(fake, "shutDraft");
    open(shut);
    await user.type(await screen.findByRole("textbox", { name: "Pastaba" }), "Pusė");
    field.take({ ...fake.world.status, lease: { ...over, standing: "open" } });
    await user.click(await screen.findByRole("button", { name: "Atrakinti" }));
    expect(draft).toHaveBeenCalledWith(expect.objectContaining({ text: "Pusė" }));
  });
});

describe("notes that belong to no visit yet", () => {
  beforeEach(async () => {
    await fake.shutNote({ note: "n1", visit: null, text: "Vaistai baigiasi." });
    await fake.shutNote({ note: "n2", visit: null, text: "Klaida." });
  });

  it("wait above the day, are given to a visit, or thrown away after a second tap", async () => {
    const placed = vi.spyOn(fake, "placeNote");
    open({});
    await screen.findByText("2 pastabos dar nepriskirtos vizitams");
    await user.click(screen.getByRole("button", { name: "Priskirti" }));
    await screen.findByText("Vaistai baigiasi.");
    const [give] = screen.getAllByRole<HTMLButtonElement>("button", { name: /^Priskirti pastabą/u });
    if (!give) throw new Error("no note");
    expect(give.disabled).toBe(true);
    const [choice] = screen.getAllByRole<HTMLSelectElement>("combobox", { name: "Kurio vizito ši pastaba" });
    if (!choice) throw new Error("no choice");
    const visit = choice.options[1]?.value ?? "";
    await user.selectOptions(choice, visit);
    await user.click(give);
    await waitFor(() => expect(placed).toHaveBeenCalledWith({ note: "n1", visit }));
    await waitFor(() => expect(screen.queryByText("Vaistai baigiasi.")).toBeNull());
    await user.click(screen.getByRole("button", { name: /^Ištrinti pastabą/u }));
    await user.click(screen.getByRole("button", { name: "Ištrinti visam laikui" }));
    await waitFor(() => expect(screen.queryByText("Klaida.")).toBeNull());
    expect(screen.queryByText(/nepriskirt/u)).toBeNull();
  });
});
