/** Messages, faked: what came from nobody known, whether they go out, and the words they go out in. */
import type { Stray } from "../api/messages";
import { refuse, type Routes } from "./fake";

const seconds = () => Math.floor(Date.now() / 1000);

/** Two that nobody is known to have sent. */
export const someStrays = (): Stray[] => [
  { id: "s1", at: seconds() - 5_400, sender: "+37069912345", words: "Laba diena, čia Onos Petrauskienės dukra, mama ligoninėje iki penktadienio" },
  { id: "s2", at: seconds() - 1_200, sender: "+37061100022", words: "Kas čia?" },
];

export function messageRoutes(): Routes {
  return { "GET messages": () => ({ released: true, on: true, held: null }), "GET messages/strays": () => [] };
}

/** The same after a restore, until somebody lets the messages out. */
export function heldRoutes(): Routes {
  let held: { restored: number; waiting: number; doubtful: number } | null = { restored: seconds() - 2_400, waiting: 14, doubtful: 3 };
  return {
    "GET messages": () => ({ released: held === null, on: true, held }),
    "POST messages/release": () => void (held = null),
  };
}

/** The same with messages from unknown numbers. */
export function strayRoutes(): Routes {
  let strays = someStrays();
  const all = strays;
  return {
    "GET messages/strays": () => strays,
    "POST messages/strays/done": ({ body }) => {
      const { id } = body as { id: string };
      if (!strays.some((stray) => stray.id === id)) refuse("not_found");
      strays = strays.filter((stray) => stray.id !== id);
    },
    "POST messages/strays/again": ({ body }) => {
      const { id } = body as { id: string };
      strays = all.filter((stray) => stray.id === id || strays.includes(stray));
    },
  };
}
