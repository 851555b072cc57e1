/** Coming back from the municipality's provider: what it gave the browser stands in the address, and goes from there at once. */

/** What the provider gave the browser. */
export interface Brought {
  state: string;
  /** Empty: it did not let the person in. */
  code: string;
  iss: string | null;
}

/** What was brought, once. */
export function takeBrought(): Brought | null {
  const words = new URLSearchParams(location.search);
  const state = words.get("state");
  if (!state || !(words.has("code") || words.has("error"))) return null;
  history.replaceState(null, "", location.pathname + location.hash);
  return { state, code: words.get("code") ?? "", iss: words.get("iss") };
}
