/** Seconds that go by on the screen, by a clock that nobody sets. The device measures what counts; this only shows it. */
export class Countdown {
  left = $state(0);

  /** `from`: how many seconds were left when the device last said so; `over` is told when they are gone. */
  constructor(from: () => number, over: () => void) {
    $effect(() => {
      const end = performance.now() + from() * 1000;
      const look = () => (this.left = Math.max(0, Math.ceil((end - performance.now()) / 1000)));
      if (look() === 0) return;
      const ticking = setInterval(() => {
        if (look() > 0) return;
        clearInterval(ticking);
        over();
      }, 1000);
      return () => clearInterval(ticking);
    });
  }
}

/** "4:05" */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
