import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Http } from "../src/console/api/http";

/** The browser's own, as far as an upload needs it; what the server says is put in by the test. */
class Request {
  static last: Request;
  static answer: { status: number; type: string; text: string } | null = null;
  upload: { onprogress?: (event: { loaded: number; total: number }) => void; onload?: () => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = "";
  url = "";
  headers = new Map<string, string>();
  body: FormData | undefined;

  constructor() {
    Request.last = this;
  }
  open(_: string, url: URL): void {
    this.url = url.href;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }
  getResponseHeader(): string | null {
    return Request.answer?.type ?? null;
  }
  send(body: FormData): void {
    this.body = body;
    this.upload.onprogress?.({ loaded: 25, total: 100 });
    this.upload.onload?.();
    if (!Request.answer) return this.onerror?.();
    [this.status, this.responseText] = [Request.answer.status, Request.answer.text];
    this.onload?.();
  }
}

describe("an upload over HTTP", () => {
  const api = new Http(new URL("https://office.example/m/alytus/api/"));
  const file = new File(["Kodas;Vardas"], "darbuotojai.csv");
  const send = (progress = vi.fn()) => api.upload("import", [file], { mode: "check", language: "lt" }, progress);

  beforeEach(() => vi.stubGlobal("XMLHttpRequest", Request));
  afterEach(() => vi.unstubAllGlobals());

  it("sends the files as a form, tells how much has gone, and gives the answer", async () => {
    Request.answer = { status: 200, type: "application/json", text: '{"files":[]}' };
    const progress = vi.fn();
    expect(await send(progress)).toEqual({ files: [] });
    expect(Request.last.url).toBe("https://office.example/m/alytus/api/import?mode=check&language=lt");
    expect(Request.last.headers.get("vizitas-console")).toBe("1");
    expect((Request.last.body?.getAll("files")[0] as File).name).toBe("darbuotojai.csv");
    expect(progress.mock.calls).toEqual([[0.25], [1]]);
  });

  it.each([
    [{ status: 413, type: "application/json", text: '{"code":"too_large","args":{}}' }, "too_large"],
    [{ status: 502, type: "text/html", text: "<h1>" }, "unexpected"],
    [{ status: 401, type: "text/html", text: "" }, "signed_out"],
    [null, "unreachable"],
  ])("says what went wrong: %o", async (answer, code) => {
    Request.answer = answer;
    await expect(send()).rejects.toMatchObject({ code });
  });
});
