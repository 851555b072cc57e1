/** Signing in, faked: the password is `slaptažodis`, the code `123456`. */
import type { Me, NewPassword, SignIn, Typed } from "../api/session";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

export const rightPassword = "slaptažodis";
/** What is too easy: the server knows many more. */
export const easyPassword = "slaptažodis123";
export const rightCode = "123456";

export const coordinator: Me = {
  actor: "giedre",
  login: "giedre",
  name: "Giedrė Kazlauskienė",
  role: "coordinator",
  unit: "",
  municipality: "Alytaus miesto savivaldybė",
  now_ms: 0,
};

/** What looks like a QR code, and is none. */
export function qr(): { size: number; path: string } {
  const size = 33;
  const corner = (x: number, y: number) => `M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z`;
  const dots = Array.from({ length: 25 * 25 }, (_, at) => [4 + (at % 25), 4 + Math.floor(at / 25)] as const)
    .filter(([x, y]) => (x * 7 + y * 11 + x * y) % 3 === 0 && !(y < 12 && (x < 12 || x > 20)) && !(y > 20 && x < 12))
    .map(([x, y]) => `M${x} ${y}h1v1h-1z`);
  return { size, path: [corner(4, 4), corner(22, 4), corner(4, 22), ...dots].join("") };
}

function check(chosen: string): void {
  if (chosen.length < 12) refuse("password_short");
  if (chosen === easyPassword) refuse("password_weak");
}

export function sessionRoutes(world: World): Routes {
  /** The first time it is good once, and another takes its place. */
  let own = rightPassword;
  return {
    "GET me": () => world.who ?? refuse("signed_out"),
    "PUT me/password": ({ body }) => {
      const { password, code, new_password } = body as NewPassword;
      if (password !== own || code !== rightCode) refuse("proof_wrong");
      check(new_password);
      own = new_password;
    },
    "DELETE session": () => void (world.who = null),
    "POST session": ({ body }): SignIn => {
      const { password, code, new_password } = body as Typed;
      if (password !== own) refuse("wrong");
      if (world.first && own === rightPassword) {
        if (!new_password) return { step: "password" };
        check(new_password);
        own = new_password;
      }
      if (!code) return world.first ? { step: "enrol", secret: "JBSW Y3DP EHPK 3PXP", uri: "", qr: qr() } : { step: "code" };
      if (code !== rightCode) refuse("wrong");
      world.who = coordinator;
      return { step: "in", me: coordinator };
    },
  };
}
