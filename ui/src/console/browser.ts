/** A browser as people call it, from how it names itself; nothing is decided by it. */

/** The first that fits: others carry its name too. */
const browsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** "Firefox, Windows"; what is not known is left out. */
export function browserWords(agent: string): string {
  const named = (list: [RegExp, string][]) => list.find(([form]) => form.test(agent))?.[1];
  return [named(browsers), named(systems)].filter(Boolean).join(", ");
}
