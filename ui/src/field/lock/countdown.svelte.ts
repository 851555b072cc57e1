/** Seconds that go by on the screen. The device measures what counts; this only shows it. */
export class Countdown {
  left = $state(0);

  /** `from`: how many seconds were left when the device last said so. */
  constructor(from: () => number) {
    $effect(() => {
      const end = Date.now() + from() * 1000;
      const look = () => (this.left = Math.max(0, Math.ceil((end - Date.now()) / 1000)));
      if (look() === 0) return;
      const ticking = setInterval(() => look() === 0 && clearInterval(ticking), 1000);
      return () => clearInterval(ticking);
    });
  }
}

/** "4:05" */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
