/** Passkeys, faked: those of whoever is signed in, bound to wherever the fake is looked at. No device stands behind them. */
import type { PasskeyView } from "../api/passkeys";
import { refuse, type Routes } from "./fake";
import { rightCode, rightPassword } from "./session";
import type { World } from "./world";

/** What opens the door is changed on a proof, which is used up. */
export function needProof(world: World): void {
  if (!world.proved) refuse("proof_needed");
  world.proved = false;
}

export function passkeyRoutes(world: World): Routes {
  const now = Math.floor(Date.now() / 1000);
  const own: PasskeyView[] = [
    { passkey: "p1", name: "Darbo kompiuteris", since: now - 40 * 86_400, used: now - 3600 },
    { passkey: "p2", name: "Telefonas", since: now - 2 * 86_400, used: null },
  ];
  return {
    "GET session/ways": () => ({ passkeys: world.passkeysAt === undefined ? location.host : world.passkeysAt, provider: world.provider }),
    "GET me/passkeys": () => (world.passkeys ? own : []),
    "PUT me/proof": ({ body }) => {
      const { password, code } = body as { password?: string; code?: string };
      if (password !== rightPassword || code !== rightCode) refuse("proof_wrong");
      world.proved = true;
    },
    "DELETE me/passkeys/:passkey": ({ ids }) => {
      needProof(world);
      own.splice(own.findIndex(({ passkey }) => passkey === ids.passkey), 1);
    },
  };
}
