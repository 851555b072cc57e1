/** The municipality's provider, faked: whose account is whose. Nobody goes there. */
import type { AccountView } from "../api/provider";
import { refuse, type Routes } from "./fake";
import { needProof } from "./passkeys";
import type { World } from "./world";

export function providerRoutes(world: World): Routes {
  const now = Math.floor(Date.now() / 1000);
  const accounts = new Map<string, AccountView>([
    ["giedre", { subject: "5f1e2c0a-giedre", since: now - 90 * 86_400, used: now - 3600, by_address: true }],
  ]);
  return {
    "POST session/provider": () => refuse("provider_silent"),
    "GET staff/:staff/account": ({ ids }) => ({ on: world.provider, account: world.provider ? (accounts.get(ids.staff ?? "") ?? null) : null }),
    "PUT staff/:staff/account": ({ ids, body }) => {
      const { subject } = body as { subject: string };
      if ([...accounts.values()].some((one) => one.subject === subject)) refuse("account_taken");
      needProof(world);
      accounts.set(ids.staff ?? "", { subject, since: now, used: null, by_address: false });
    },
    "DELETE staff/:staff/account": ({ ids }) => void accounts.delete(ids.staff ?? ""),
  };
}
