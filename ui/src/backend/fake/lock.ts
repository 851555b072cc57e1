/** The fake's lock: whose it is, and who else works with the tablet. */
import type { ProfileView, StatusView } from "../bindings/status";

/** Whose lock is shown when `profile` is asked for; who is alone need not be chosen. */
export function chosen(profiles: ProfileView[], profile: string | null): Partial<StatusView> {
  const whose = profile ?? (profiles.length === 1 ? (profiles[0]?.id ?? null) : null);
  return { stage: "locked", profile: whose, pin: whose === null ? null : { left: null, waitS: 0, mayLeave: false } };
}
