/** The office's books: what an upload would do, and doing it. */
import type { Language } from "../../text.svelte";
import type { Api, Progress, Said } from "./api";
import type * as schema from "./bindings/schema";

export type BooksReport = Said<schema.ImportReport>;
export type Rows = Said<schema.RenderedSection>;
export type RowProblem = Said<schema.RenderedProblem>;

/** `check` only reports; `apply` takes the rows in. */
export const sendBooks = (api: Api, files: File[], mode: "check" | "apply", language: Language, progress: Progress) =>
  api.upload<BooksReport>("import", files, { mode, language }, progress);
