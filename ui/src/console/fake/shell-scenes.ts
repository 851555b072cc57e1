/** The shell: the door, the palette, who is signed in. */
import { coordinator, easyPassword, rightCode, rightPassword } from "./session";
import { found, press, type, typeInto, type Scene } from "./scenes";

async function enter(password: string): Promise<void> {
  await type("input[autocomplete=username]", "giedre");
  await type("input[type=password]", password);
  await press("button[type=submit]:not(:disabled)");
}

export const shellScenes: Scene[] = [
  { name: "console-sign-in", world: ({ world }) => void (world.who = null) },
  { name: "console-sign-in-provider", world: ({ world }) => Object.assign(world, { who: null, provider: true }), show: async () => void (await found("form > button ~ button ~ button")) },
  {
    name: "console-sign-in-provider-silent",
    world: ({ world }) => Object.assign(world, { who: null, provider: true }),
    show: async () => {
      await press("form > button ~ button ~ button");
      await found("[role=alert]");
    },
  },
  { name: "console-sign-in-wrong", world: ({ world }) => void (world.who = null), show: () => enter("ne tas") },
  { name: "console-sign-in-code", world: ({ world }) => void (world.who = null), show: () => enter(rightPassword) },
  {
    name: "console-sign-in-first",
    world: ({ world }) => Object.assign(world, { who: null, first: true }),
    show: () => enter(rightPassword),
  },
  {
    name: "console-sign-in-enrol",
    world: ({ world }) => Object.assign(world, { who: null, first: true }),
    show: async () => {
      await enter(rightPassword);
      await found("input[autocomplete=new-password]");
      for (const field of document.querySelectorAll("input")) await typeInto(field, "ilgas-slaptažodis");
      await press("button[type=submit]:not(:disabled)");
      await found("svg[role=img]");
    },
  },
  {
    name: "console-palette",
    show: async (console) => {
      console.finding = true;
      await type("dialog input", "an");
    },
  },
  {
    name: "console-reason",
    show: (console) => void (console.asking = { answer: () => (console.asking = null) }),
  },
  {
    name: "console-opening",
    world: ({ world }) => void (world.openings = true),
    show: async (console) => {
      console.opening = { client: "c7", answer: () => (console.opening = null) };
      await press("dialog input[value=danger]");
      await type("dialog textarea", "Kaimynė skambino: už durų girdisi dejonės.");
    },
  },
  {
    name: "console-sign-in-weak",
    world: ({ world }) => Object.assign(world, { who: null, first: true }),
    show: async () => {
      await enter(rightPassword);
      await found("input[autocomplete=new-password]");
      for (const field of document.querySelectorAll("input")) await typeInto(field, easyPassword);
      await press("button[type=submit]:not(:disabled)");
      await found("[role=alert]");
    },
  },
  {
    name: "console-password",
    world: ({ world }) => void (world.who = coordinator),
    show: async () => {
      await press(".tools button:last-child");
      await press("dialog .body > div > button");
      await found("dialog input[autocomplete=current-password]");
    },
  },
  {
    name: "console-password-weak",
    world: ({ world }) => void (world.who = coordinator),
    show: async () => {
      await press(".tools button:last-child");
      await press("dialog .body > div > button");
      await type("dialog input[autocomplete=current-password]", rightPassword);
      for (const field of document.querySelectorAll<HTMLInputElement>("dialog input[autocomplete=new-password]"))
        await typeInto(field, easyPassword);
      await type("dialog input[autocomplete=one-time-code]", rightCode);
      await press("dialog button[type=submit]:not(:disabled)");
      await found("dialog [role=alert]");
    },
  },
  {
    name: "console-passkey",
    world: ({ world }) => Object.assign(world, { who: coordinator, passkeys: false }),
    show: async () => {
      await press(".tools button:last-child");
      await press("#own-passkeys ~ div button");
      await found("dialog input[autocomplete=one-time-code]");
    },
  },
  {
    name: "console-passkey-gone",
    world: ({ world }) => void (world.who = coordinator),
    show: async () => {
      await press(".tools button:last-child");
      await press("#own-passkeys ~ ul button");
      await found("dialog fieldset input[type=radio]");
    },
  },
  {
    name: "console-passkeys-nowhere",
    world: ({ world }) => Object.assign(world, { who: coordinator, passkeys: false, passkeysAt: null }),
    show: async () => {
      await press(".tools button:last-child");
      (await found("#own-passkeys ~ p")).scrollIntoView({ block: "center" });
    },
  },
  { name: "console-me", world: ({ world }) => void (world.who = coordinator), show: () => press(".tools button:last-child") },
];
