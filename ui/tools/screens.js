/** Writes a picture of each screen into docs/screens; with names as arguments only those, with --to DIR elsewhere. */
import { mkdirSync, writeFileSync } from "node:fs";
import UPNG from "upng-js";
import { desk, isConsole, landscape, phone, portrait, smallDesk, withBrowser } from "./browser.js";

const args = process.argv.slice(2);
const to = args.includes("--to") ? args.splice(args.indexOf("--to"), 2)[1] : "../docs/screens";
mkdirSync(to, { recursive: true });

/** Also by night, and with text at 200 %, where a page is dense or long in words. */
const night = ["today", "visit-during", "lock", "lock-choose", "conflict", "server", "console-board", "console-board-move", "ways", "ways-code", "console-office-unlock-code"];
const large = ["today", "visit-before", "visit-during", "agree", "person-long"];
const english = ["today", "visit-close"];
const onPhone = ["server"];

/** The same picture in 48 colours: a third of the bytes, and no eye sees it on flat paper. */
function small(png) {
  const picture = UPNG.decode(png);
  const [pixels] = UPNG.toRGBA8(picture);
  return Buffer.from(UPNG.encode([pixels], picture.width, picture.height, 48));
}

await withBrowser(async ({ open, names, complaints }) => {
  const chosen = args.length > 0 ? names.filter((name) => args.includes(name)) : names;
  let count = 0;
  const take = async (scene, more, size, suffix) => {
    const page = await open({ scene, theme: "day", text: "100", lang: "lt", ...more }, size);
    writeFileSync(`${to}/${scene}-${suffix}.png`, small(await page.screenshot()));
    count++;
  };
  for (const scene of chosen) {
    const [first, second] = isConsole(scene) ? [desk, smallDesk] : [landscape, portrait];
    await take(scene, {}, first, isConsole(scene) ? "1440" : "landscape");
    await take(scene, {}, second, isConsole(scene) ? "1024" : "portrait");
    if (night.includes(scene)) await take(scene, { theme: "night" }, first, "night");
    if (large.includes(scene)) await take(scene, { text: "200" }, portrait, "200");
    if (onPhone.includes(scene)) await take(scene, {}, phone, "phone");
    if (english.includes(scene)) await take(scene, { lang: "en" }, landscape, "en");
  }
  if (complaints.length > 0) throw new Error(`The pages complained:\n${complaints.join("\n")}`);
  console.log(`${count} pictures in ${to}`);
});
