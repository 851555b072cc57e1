/** That whoever sits here is the one who signed in: by a passkey, or by password and code. It is asked once a sheet. */
import type { Api } from "./api/api";
import { beginProof, ownPasskeys, prove, ways } from "./api/passkeys";
import { answer, passkeysWork } from "./passkey";

export type By = "passkey" | "words";

/** Whether one of the own passkeys can prove it here. */
export async function provable(api: Api): Promise<boolean> {
  const [own, { passkeys }] = await Promise.all([ownPasskeys(api), ways(api)]);
  return passkeysWork(passkeys) && own.length > 0;
}

export class Proof {
  /** A passkey where there is one. */
  by = $state<By>("words");
  password = $state("");
  code = $state("");
  /** It was given, and what it is for is still to be done. */
  given = $state(false);
  readonly #digits = $derived(this.code.replace(/\s/g, ""));
  readonly ready = $derived(this.given || this.by === "passkey" || (this.password !== "" && /^\d{6}$/.test(this.#digits)));

  async give(api: Api): Promise<void> {
    if (this.given) return;
    try {
      if (this.by === "words") await prove(api, { password: this.password, code: this.#digits });
      else {
        const { ceremony, options } = await beginProof(api);
        await prove(api, { ceremony, credential: await answer(options) });
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
  async with<T>(api: Api, work: () => Promise<T>): Promise<T> {
    await this.give(api);
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code === "proof_needed") this.given = false;
      throw error;
    }
  }
}
