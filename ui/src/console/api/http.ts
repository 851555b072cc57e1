/** The API over HTTP. The session is a cookie that scripts cannot read; the header is one that no foreign form can send. */
import { asProblem, type Problem } from "../../notices.svelte";
import type { Api, Asking, Method, Progress, Query } from "./api";

export class Http implements Api {
  readonly #base: URL;

  constructor(base: URL) {
    this.#base = base;
  }

  async ask<T>(method: Method, path: string, { query = {}, body, reason }: Asking = {}): Promise<T> {
    const url = this.#at(path, query);
    const headers = new Headers({ accept: "application/json" });
    if (method !== "GET") headers.set("vizitas-console", "1");
    if (body !== undefined) headers.set("content-type", "application/json");
    if (reason) headers.set("vizitas-reason", encodeURIComponent(reason));
    return this.#answer<T>(url, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  }

  put(path: string, file: Blob): Promise<null> {
    const headers = { accept: "application/json", "vizitas-console": "1", "content-type": "application/octet-stream" };
    return this.#answer<null>(this.#at(path, {}), { method: "PUT", headers, body: file });
  }

  address(path: string): string {
    return this.#at(path, {}).href;
  }

  async #answer<T>(url: URL, init: RequestInit): Promise<T> {
    const answer = await this.#fetch(url, init);
    const text = await answer.text();
    const said: unknown = answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null;
    if (!answer.ok) throw said ? asProblem(said) : unexpected(answer.status);
    return said as T;
  }

  upload<T>(path: string, files: File[], query: Query, progress: Progress): Promise<T> {
    const form = new FormData();
    for (const file of files) form.append("files", file, file.name);
    // Nothing else tells how much of an upload has gone.
    const request = new XMLHttpRequest();
    request.open("POST", this.#at(path, query));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("vizitas-console", "1");
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.upload.onload = () => progress(1);
    return new Promise((resolve, reject) => {
      const unreachable = () => reject({ code: "unreachable", args: {} } satisfies Problem);
      request.onerror = unreachable;
      request.onabort = unreachable;
      request.onload = () => {
        const json = request.getResponseHeader("content-type")?.includes("json");
        const said: unknown = json ? JSON.parse(request.responseText) : null;
        if (request.status >= 200 && request.status < 300) resolve(said as T);
        else reject(said ? asProblem(said) : unexpected(request.status));
      };
      request.send(form);
    });
  }

  #at(path: string, query: Query): URL {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries(query))
      if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
    return url;
  }

  follow(changed: () => void, closed: () => void): () => void {
    const source = new EventSource(new URL("events", this.#base));
    source.addEventListener("head", changed);
    // A line that broke is taken up again by the browser; one that the server refused is not.
    source.addEventListener("error", () => {
      if (source.readyState === source.CLOSED) closed();
    });
    return () => source.close();
  }

  async #fetch(url: URL, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, { ...init, credentials: "same-origin", cache: "no-store" });
    } catch {
      throw { code: "unreachable", args: {} } satisfies Problem;
    }
  }
}

/** What a server answers that has no words of ours: a proxy, or a server that is stopping. */
function unexpected(status: number): Problem {
  return { code: status === 401 ? "signed_out" : "unexpected", args: {} };
}
