/**
 * The API over an invented municipality, for component tests, axe and pictures. Each part brings its own routes, which
 * answer from and change one world, as the server's would.
 */
import type { Problem } from "../../notices.svelte";
import type { Api, Asking, Method, Progress, Query } from "../api/api";
import { absenceRoutes } from "./absence";
import { auditRoutes } from "./audit";
import face from "./face.svg";
import { backupRoutes } from "./backups";
import { boardRoutes } from "./board";
import { clientRoutes } from "./clients";
import { inboxRoutes } from "./inbox";
import { messageRoutes } from "./messages";
import { officeRoutes } from "./office";
import { openingRoutes } from "./openings";
import { passkeyRoutes } from "./passkeys";
import { providerRoutes } from "./provider";
import { rightsRoutes } from "./rights";
import { seenRoutes } from "./seen";
import { sessionRoutes } from "./session";
import { settingsRoutes } from "./settings";
import { templateRoutes } from "./templates";
import { World } from "./world";

export interface Asked extends Asking {
  /** What stood where the path has `:name`. */
  ids: Record<string, string>;
}

export type Routes = Record<string, (asked: Asked) => unknown>;

export class Fake implements Api {
  readonly world: World;
  readonly #routes: [Method, string[], (asked: Asked) => unknown][] = [];
  readonly #told = new Set<() => void>();
  readonly #closed = new Set<() => void>();

  constructor(world = new World()) {
    this.world = world;
    const office = [settingsRoutes, templateRoutes, officeRoutes, rightsRoutes, backupRoutes, auditRoutes, providerRoutes];
    const parts = [sessionRoutes, passkeyRoutes, boardRoutes, clientRoutes, openingRoutes, inboxRoutes, absenceRoutes, messageRoutes, seenRoutes, ...office];
    for (const routes of parts) this.add(routes(world));
  }

  /** Adds routes, "GET clients/:id"; a later one replaces an earlier one of the same form. */
  add(routes: Routes): void {
    for (const [route, answer] of Object.entries(routes)) {
      const [method = "GET", path = ""] = route.split(" ");
      this.#routes.unshift([method as Method, path.split("/"), answer]);
    }
  }

  async ask<T>(method: Method, path: string, asking: Asking = {}): Promise<T> {
    const steps = path.split("/");
    for (const [known, form, answer] of this.#routes) {
      if (known !== method || form.length !== steps.length) continue;
      const pairs = form.map((part, index) => [part, steps[index] ?? ""] as const);
      if (pairs.some(([part, step]) => !part.startsWith(":") && part !== step)) continue;
      const ids = Object.fromEntries(pairs.filter(([part]) => part.startsWith(":")).map(([part, step]) => [part.slice(1), step]));
      // A copy, as a wire makes one: nothing of the world is shared with a screen.
      return structuredClone((await answer({ ...asking, ids })) ?? null) as T;
    }
    return refuse("not_found");
  }

  /** Answered as `PUT path`, with the file as the body. */
  put(path: string, file: Blob): Promise<null> {
    return this.ask("PUT", path, { body: file });
  }

  /** The same drawn face, whatever is asked for. */
  address(): string {
    return face;
  }

  /** Answered as `POST path`, with the files as the body. */
  async upload<T>(path: string, files: File[], query: Query, progress: Progress): Promise<T> {
    progress(0.5);
    const answer = await this.ask<T>("POST", path, { query, body: files });
    progress(1);
    return answer;
  }

  follow(changed: () => void, closed: () => void): () => void {
    this.#told.add(changed);
    this.#closed.add(closed);
    return () => {
      this.#told.delete(changed);
      this.#closed.delete(closed);
    };
  }

  /** The server will not be listened to any more. */
  close(): void {
    for (const closed of [...this.#closed]) closed();
  }

  /** Something changed at the server. */
  tell(): void {
    for (const changed of this.#told) changed();
  }
}

export function refuse(code: string, args: Problem["args"] = {}): never {
  throw { code, args } satisfies Problem;
}
