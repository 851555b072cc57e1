/**
 * Where the keyboard goes on at a new place: its heading. Owns that moment; takes the focus from nobody who is at work
 * in the place already, for a place may come up slower than its person.
 */

/** Focuses the heading at the next frame; what it answers calls that off. */
export function toHeading(): () => void {
  const frame = requestAnimationFrame(() => {
    const at = document.activeElement;
    if (at?.closest("main") && !at.closest("nav")) return;
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  });
  return () => cancelAnimationFrame(frame);
}
