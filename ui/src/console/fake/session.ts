/** Signing in, faked: the password is `slaptažodis`, the code `123456`. */
import type { SignIn, Who } from "../api/session";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

export const rightPassword = "slaptažodis";
export const rightCode = "123456";

export const coordinator: Who = {
  id: "giedre",
  name: "Giedrė Kazlauskienė",
  login: "giedre",
  roles: ["coordinator", "administrator"],
  unit: null,
  municipality: "Alytaus miesto savivaldybė",
};

const qr = `1111111010110100101111111
1000001001101011001000001
1011101011010010101011101
1011101000110110101011101
1011101010101100001011101
1000001001011010101000001
1111111010101010101111111
0000000011011100100000000
1011011100101101110010110
0110100110110010011011001
1100111011001101101100110
0011010100110110010011010
1101101011010011101101001
0100110010101100010110110
1010011101011011001011011
0111000011010100110100100
1001101110101011111110101
0000000010110100100011010
1111111001011011101010110
1000001011100100100011001
1011101010011011111110110
1011101001101100010110011
1011101011010011101101100
1000001000101101010010011
1111111011011010110101101`;

export function sessionRoutes(world: World): Routes {
  const step = (): SignIn => (world.enrolling ? { step: "enrol", secret: "JBSW Y3DP EHPK 3PXP", qr } : { step: "code" });
  return {
    "GET session": () => world.who ?? refuse("signed_out"),
    "DELETE session": () => void (world.who = null),
    "POST session": ({ body }) => {
      const { password } = body as { password: string };
      return password === rightPassword ? step() : refuse("sign_in_wrong");
    },
    "POST session/code": ({ body }) => {
      if ((body as { code: string }).code !== rightCode) refuse("sign_in_wrong");
      world.who = coordinator;
      return { step: "done", who: coordinator } satisfies SignIn;
    },
  };
}
