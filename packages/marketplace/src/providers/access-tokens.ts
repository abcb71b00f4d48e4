import { createHash } from "node:crypto";
import {
  type AccessToken,
  readAccessToken,
  type ServiceAccount,
  tokenRequest,
} from "@tollgate/gateway/service-account";

/** Asks for a token. @returns the answer's text. @throws when none came or the account was refused. */
export type TokenSender = (tokenUri: string, form: string) => Promise<string>;

/** A token this close to its end is replaced while it is still used. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** A token this close to its end is not used: the call could outlive it. */
const LEAST_LEFT_MS = 30_000;
/** Accounts that are remembered; endpoints that are gone make room. */
const MAX_ACCOUNTS = 10_000;

interface Held {
  current: AccessToken | null;
  coming: Promise<AccessToken> | null;
}

/**
 * Access tokens of service accounts. A token is asked for once, however many calls wait for it, and replaced before it ends, so that calls
 * find one at hand.
 */
export class AccessTokens {
  readonly #held = new Map<string, Held>();
  /** By the account as it was read, so that a call does not work its name out again. */
  readonly #names = new WeakMap<ServiceAccount, string>();
  readonly #send: TokenSender;
  readonly #nowMs: () => number;

  constructor(send: TokenSender, nowMs: () => number) {
    this.#send = send;
    this.#nowMs = nowMs;
  }

  /** The token at hand, or one that is on its way. @throws (in the promise) when the account was refused. */
  of(account: ServiceAccount): string | Promise<string> {
    const held = this.#heldFor(account);
    const left = held.current === null ? 0 : held.current.expiresAtMs - this.#nowMs();
    if (held.current === null || left < LEAST_LEFT_MS) return this.#renew(account, held).then(({ token }) => token);
    if (left < RENEW_BEFORE_MS) this.#renew(account, held).catch(() => undefined);
    return held.current.token;
  }

  /** Forgets the token that an endpoint refused, unless another came meanwhile. */
  refused(account: ServiceAccount, token: string): void {
    const held = this.#heldFor(account);
    if (held.current?.token === token) held.current = null;
  }

  #heldFor(account: ServiceAccount): Held {
    const name = this.#nameOf(account);
    const known = this.#held.get(name);
    if (known) return known;
    if (this.#held.size >= MAX_ACCOUNTS) this.#held.delete(this.#held.keys().next().value ?? "");
    const held: Held = { current: null, coming: null };
    this.#held.set(name, held);
    return held;
  }

  /** The same for the same account, however often it is read. */
  #nameOf(account: ServiceAccount): string {
    let name = this.#names.get(account);
    if (name === undefined) {
      name = createHash("sha256").update(JSON.stringify(account)).digest("base64url");
      this.#names.set(account, name);
    }
    return name;
  }

  #renew(account: ServiceAccount, held: Held): Promise<AccessToken> {
    held.coming ??= this.#ask(account)
      .then((token) => {
        held.current = token;
        return token;
      })
      .finally(() => {
        held.coming = null;
      });
    return held.coming;
  }

  async #ask(account: ServiceAccount): Promise<AccessToken> {
    const text = await this.#send(account.tokenUri, tokenRequest(account, this.#nowMs()));
    const token = readAccessToken(text, this.#nowMs());
    if (token === null) throw new Error("the token endpoint answered without a token");
    return token;
  }
}
