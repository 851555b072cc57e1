/** The shell: the door, the palette, who is signed in. */
import { coordinator, rightPassword } from "./session";
import { found, press, type, typeInto, type Scene } from "./scenes";

async function enter(password: string): Promise<void> {
  await type("input[autocomplete=username]", "giedre");
  await type("input[type=password]", password);
  await press("button[type=submit]:not(:disabled)");
}

export const shellScenes: Scene[] = [
  { name: "console-sign-in", world: ({ world }) => void (world.who = null) },
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
  { name: "console-me", world: ({ world }) => void (world.who = coordinator), show: () => press(".tools button:last-child") },
];
