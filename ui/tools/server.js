/** What the server would answer to the page it shows, scene by scene. */

const alytus = { slug: "alytus", name: "Alytaus miesto savivaldybė" };
const lazdijai = { slug: "lazdijai", name: "Lazdijų rajono savivaldybė" };
const about = {
  version: "0.1.0",
  address: "vizitai.alytus.lt:8443",
  fingerprint:
    "3A:9F:51:C2:07:EE:84:1B:6D:90:A7:33:F8:25:4C:B1:0E:D9:72:68:95:AB:1F:C4:D0:3E:87:56:E2:19:7B:4A",
};

export const serverScenes = ["server", "server-several", "server-ails", "server-silent"];

export function serverAnswer(scene, url) {
  // Not an answer of ours, as a proxy before a stopped server gives it.
  if (scene === "server-silent") return { status: 200, contentType: "text/html", body: "<!doctype html>" };
  if (url.endsWith("/healthz")) return { status: scene === "server-ails" ? 500 : 200, body: "" };
  const municipalities = scene === "server-several" ? [alytus, lazdijai] : [alytus];
  return { status: 200, contentType: "application/json", body: JSON.stringify({ ...about, municipalities }) };
}
