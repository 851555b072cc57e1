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

/**
 * Keeps the keyboard's place within a page: when what holds it goes away, a button with its row say, the heading of what
 * was around it has it next. Answers how to stop. Whoever lets go of it by herself keeps nothing.
 */
export function keepPlace(): () => void {
  let around: Element[] = [];

  function take({ target }: FocusEvent): void {
    around = [];
    for (let part = target instanceof Element ? target.parentElement : null; part; part = part.parentElement) around.push(part);
  }

  function letGo({ target }: FocusEvent): void {
    const held = around;
    // Some browsers say so of what they are about to remove, too: that is known a moment later.
    setTimeout(() => {
      if (held === around && target instanceof Node && target.isConnected && document.activeElement === document.body) around = [];
    });
  }

  function look(): void {
    if (around.length === 0 || document.activeElement !== document.body) return;
    const headings = around.filter((part) => part.isConnected).map((part) => part.querySelector<HTMLElement>("h1, h2, h3"));
    const heading = headings.find((one) => one !== null);
    if (!heading) return;
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  const changes = new MutationObserver(look);
  changes.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", take);
  document.addEventListener("focusout", letGo);
  return () => {
    changes.disconnect();
    document.removeEventListener("focusin", take);
    document.removeEventListener("focusout", letGo);
  };
}
