/**
 * How the console's screens reach the server: by paths under `/m/{slug}/api/`. What is asked at a path, and what it
 * answers, stands in one file per noun beside this one. A refused request rejects with a `Problem`.
 */
export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Asking {
  query?: Query;
  body?: unknown;
  /** Why somebody outside the caseload or unit is looked at; kept in the audit. */
  reason?: string;
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** How much of an upload has gone, from 0 to 1; 1: the server has it and reads. */
export type Progress = (part: number) => void;

export interface Api {
  ask<T>(method: Method, path: string, asking?: Asking): Promise<T>;
  /** Puts a file somewhere as it is. */
  put(path: string, file: Blob): Promise<null>;
  /** Where a picture stands, for an image to show it. */
  address(path: string): string;
  /** Sends files as a form does. */
  upload<T>(path: string, files: File[], query: Query, progress: Progress): Promise<T>;
  /** Calls back whenever what screens show may have changed at the server; returns how to stop. */
  follow(changed: () => void, closed: () => void): () => void;
}

/** An answer of the server's as it really comes: every field is said, and one that holds nothing is null. */
export type Said<T> = T extends (infer One)[] ? Said<One>[] : T extends object ? { [Name in keyof T]-?: Said<T[Name]> } : T;
