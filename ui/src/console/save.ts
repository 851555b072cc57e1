/** Files that the browser keeps: made here, saved by a person, and forgotten when the screen closes. */

export interface Saved {
  name: string;
  text: string;
  href: string;
}

/** A page and its data under one name. */
export function files(name: string, html: string, json: unknown, htmlText: string, jsonText: string): Saved[] {
  const file = (kind: string, type: string, words: string, text: string): Saved => ({
    name: `${name}.${kind}`,
    text,
    href: URL.createObjectURL(new Blob([words], { type })),
  });
  return [
    file("html", "text/html;charset=utf-8", html, htmlText),
    file("json", "application/json", JSON.stringify(json, null, 2), jsonText),
  ];
}

export const release = (saved: Saved[]): void => saved.forEach(({ href }) => URL.revokeObjectURL(href));
