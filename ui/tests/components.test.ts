import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import Choices from "../src/components/Choices.svelte";
import Keypad from "../src/components/Keypad.svelte";
import Steps from "../src/components/Steps.svelte";
import TextArea from "../src/components/TextArea.svelte";


describe("TextArea", () => {
  it("saves within a second of the last key, once", async () => {
    vi.useFakeTimers();
    const save = vi.fn(async () => undefined);
    render(TextArea, { label: "Notes", value: "", save });
    const field = screen.getByLabelText("Notes");
    await fireEvent.input(field, { target: { value: "Walks" } });
    await vi.advanceTimersByTimeAsync(300);
    await fireEvent.input(field, { target: { value: "Walks with a stick" } });
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(save).toHaveBeenCalledExactlyOnceWith("Walks with a stick");
  });

  it("saves at once when it is left and when it is asked to", async () => {
    const save = vi.fn(async () => undefined);
    let flush: () => Promise<void> = async () => undefined;
    render(TextArea, { label: "Notes", value: "", save, register: (way) => ((flush = way), () => undefined) });
    const field = screen.getByLabelText("Notes");
    await fireEvent.input(field, { target: { value: "One" } });
    await fireEvent.blur(field);
    expect(save).toHaveBeenLastCalledWith("One");
    await fireEvent.input(field, { target: { value: "Two" } });
    await flush();
    expect(save).toHaveBeenLastCalledWith("Two");
  });

  it("saves what is typed when the page goes away", async () => {
    const save = vi.fn(async () => undefined);
    const { unmount } = render(TextArea, { label: "Notes", value: "", save });
    await fireEvent.input(screen.getByLabelText("Notes"), { target: { value: "Unfin" } });
    unmount();
    expect(save).toHaveBeenCalledWith("Unfin");
  });

  it("keeps trying after a save that failed", async () => {
    const save = vi.fn(async () => undefined).mockRejectedValueOnce(new Error("disk"));
    render(TextArea, { label: "Notes", value: "", save });
    const field = screen.getByLabelText("Notes");
    await fireEvent.input(field, { target: { value: "Kept" } });
    await fireEvent.blur(field);
    await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(1));
    await fireEvent.blur(field);
    expect(save).toHaveBeenCalledTimes(2);
  });
});

describe("Keypad", () => {
  const words = { label: "PIN", eraseName: "Erase", enterName: "Open", count: (typed: number) => `${typed} typed` };

  it("takes taps and keys, erases, and is entered by a key of its own or the keyboard's", async () => {
    const onenter = vi.fn();
    render(Keypad, { ...words, value: "", onenter });
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "1" }));
    await user.keyboard("23{Backspace}");
    await user.click(screen.getByRole("button", { name: "Erase" }));
    await user.keyboard("2345{Enter}");
    expect(onenter, "five are too few").not.toHaveBeenCalled();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Open" }).disabled).toBe(true);
    await user.keyboard("6");
    expect(onenter, "the pad does not know how many there are").not.toHaveBeenCalled();
    expect(screen.getByRole("img", { name: "6 typed" })).toBeTruthy();
    await user.keyboard("{Enter}");
    expect(onenter).toHaveBeenLastCalledWith("123456");
    await user.keyboard("7890123");
    expect(screen.getByRole("img", { name: "12 typed" }), "twelve at most").toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Open" }));
    expect(onenter).toHaveBeenLastCalledWith("123456789012");
    expect(onenter).toHaveBeenCalledTimes(2);
  });

  it("leaves Enter to a button that has the focus", async () => {
    const onenter = vi.fn();
    render(Keypad, { ...words, value: "123456", onenter });
    const user = userEvent.setup();
    screen.getByRole("button", { name: "9" }).focus();
    await user.keyboard("{Enter}");
    expect(onenter).not.toHaveBeenCalled();
    expect(screen.getByRole("img", { name: "7 typed" })).toBeTruthy();
  });
});

describe("Choices", () => {
  it("is a group of radio buttons with a legend", async () => {
    const onpick = vi.fn();
    const options = [
      { value: "a", text: "First" },
      { value: "b", text: "Second", more: "with more" },
    ];
    render(Choices, { legend: "Which", options, value: "a", onpick });
    expect(screen.getByRole("group", { name: "Which" })).toBeTruthy();
    await userEvent.setup().click(screen.getByRole("radio", { name: /Second/ }));
    expect(onpick).toHaveBeenCalledWith("b");
  });
});

describe("Steps", () => {
  it("names the present step and lets only reached ones be looked at", () => {
    const steps = ["a", "b", "c"].map((id) => ({ id, text: id, reached: id !== "c" }));
    render(Steps, { name: "Steps", steps, shown: "a", onshow: () => undefined });
    expect(screen.getByRole("button", { name: "a" }).getAttribute("aria-current")).toBe("step");
    expect(screen.getByRole("button", { name: "c" })).toHaveProperty("disabled", true);
  });
});
