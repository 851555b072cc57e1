/** What the server says of itself. It holds nothing about people. */
export interface About {
  version: string;
  /** `host:port` that tablets are told at enrolment. */
  address: string;
  /** SHA-256 of the certificate, as browsers and openssl write it. */
  fingerprint: string;
  municipalities: { slug: string; name: string }[];
}

/** `runs` = every log answers; `ails` = one does not; `silent` = nothing came back. */
export type Found = { state: "runs" | "ails"; about: About } | { state: "silent" };

export async function ask(): Promise<Found> {
  try {
    const [about, health] = await Promise.all([fetch("/about.json"), fetch("/healthz", { cache: "no-store" })]);
    if (!about.ok) return { state: "silent" };
    return { state: health.ok ? "runs" : "ails", about: (await about.json()) as About };
  } catch {
    return { state: "silent" };
  }
}

/** The command that prints a one-time code; the municipality is named when there are several. */
export function enrolCommand(slug: string | null, folder: string, worker: string): string {
  return ["vizitas-server", "--data", folder, ...(slug ? ["--slug", slug] : []), "enrol", worker].join(" ");
}

export const fingerprintCommand = (folder: string): string =>
  `openssl x509 -in ${folder}/tls/cert.pem -noout -fingerprint -sha256`;
