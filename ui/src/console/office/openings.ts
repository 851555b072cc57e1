/** What was done in an emergency access, in words: by the route that was asked, as the server writes it down. */
import { has, t } from "../../text.svelte";
import type { OpeningDeed } from "../api/openings";

/** Routes that have words of their own. */
export const did: Record<string, string> = {
  "GET /clients": "list",
  "GET /clients/{client}": "card",
  "GET /clients/{client}/messages": "messages",
  "GET /clients/{client}/offers": "offers",
  "GET /clients/{client}/calls/times": "offers",
  "PUT /clients/{client}/fields": "fields",
  "PUT /clients/{client}/contacts": "contacts",
  "POST /clients/{client}/calls": "call",
  "POST /visits/{visit}/check-move": "check",
  "POST /visits/{visit}/move": "move",
  "POST /visits/{visit}/undo": "undo",
  "POST /visits/{visit}/cancel": "cancel",
};

/** As the rest of a sentence that begins with the time. */
export function didWords({ deed, route }: OpeningDeed): string {
  if (!route && has(`deed-${deed}`)) return t(`deed-${deed}`);
  return t(`opening-did-${did[route ?? ""] ?? (route?.startsWith("GET") ? "look" : "change")}`);
}
