/** That whoever sits here is the one who signed in: by a passkey, or by password and code. It is asked once a sheet. */
import type { Api } from "./api/api";
import { beginProof, ownPasskeys, prove, ways } from "./api/passkeys";
import { answer, passkeysWork } from "./passkey";

export type By = "passkey" | "words";

async function provable(api: Api): Promise<boolean> {
  const [own, { passkeys }] = await Promise.all([ownPasskeys(api), ways(api)]);
  return passkeysWork(passkeys) && own.length > 0;
}

export class Proof {
  /** A passkey where there is one. */
  by = $state<By>("words");
  /** Whether one of the own passkeys can prove it here. */
  passkeys = $state(false);
  password = $state("");
  code = $state("");
  /** It was given, and what it is for is still to be done. */
  given = $state(false);
  readonly #digits = $derived(this.code.replace(/\s/g, ""));
  readonly ready = $derived(this.given || this.by === "passkey" || (this.password !== "" && /^\d{6}$/.test(this.#digits)));

  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
    // Whose passkeys are not known goes on by password and code: nothing is wrong with that.
    void provable(api).then(
      (can) => {
        this.passkeys = can;
        // What somebody has begun to type stays under their hands.
        if (can && this.password === "" && this.code === "") this.by = "passkey";
      },
      () => undefined,
    );
  }

  async #give(): Promise<void> {
    if (this.given) return;
    try {
      if (this.by === "words") await prove(this.#api, { password: this.password, code: this.#digits });
      else {
        const { ceremony, options } = await beginProof(this.#api);
        await prove(this.#api, { ceremony, credential: await answer(options) });
      }
      this.given = true;
    } finally {
      // A code that was right is used up, and one that was wrong is wrong again.
      this.code = "";
    }
  }

  /** What it was for is done: another asks anew. */
  forget(): void {
    [this.given, this.password, this.code] = [false, "", ""];
  }

  /** Does what a proof is asked for; one that the server no longer knows is asked anew. */
  async with<T>(work: () => Promise<T>): Promise<T> {
    await this.#give();
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code === "proof_needed") this.given = false;
      throw error;
    }
  }
}
