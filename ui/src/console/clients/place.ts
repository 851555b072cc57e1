/** Clients as a place of the console, and the people whom the palette finds there. */
import { t } from "../../text.svelte";
import { clients as load } from "../api/clients";
import type { Console } from "../console.svelte";
import type { Found, Place } from "../registry";
import Clients from "./Clients.svelte";

async function find(console: Console, words: string): Promise<Found[]> {
  if (words.length < 2) return [{ id: "client-new", kind: "action", text: t("client-new"), act: (to) => to.go("clients", "new") }];
  const { clients } = await load(console.api, words, null, false);
  return clients.slice(0, 20).map(({ id, name, address }) => ({
    id,
    kind: "person",
    text: name,
    more: address,
    act: (to) => to.go("clients", id),
  }));
}

export const clients: Place = { name: "clients", roles: ["worker", "coordinator", "head", "officer"], screen: Clients, find };
