/** Prefixes shorter than this are not cached; longer ones are remembered in steps of `STEP`. */
const SHORTEST = 1024;
const STEP = 128;
const MAX_PREFIXES = 50_000;

/** Remembers prompt prefixes, as vendors with automatic prompt caching do. */
export class PrefixCache {
  readonly #seen = new Set<string>();

  /** The number of leading tokens seen before on this provider (0 or ≥ 1024, in steps of 128); then remembers the prompt. */
  lookUpAndRemember(provider: string, tokens: readonly number[]): number {
    let cached = 0;
    let low = 0x811c9dc5;
    let high = 0x1000193;
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] ?? 0;
      low = Math.imul(low ^ token, 0x01000193);
      high = Math.imul(high + token, 0x85ebca6b) ^ (high >>> 13);
      const length = index + 1;
      if (length >= SHORTEST && (length - SHORTEST) % STEP === 0) {
        const key = `${provider}:${length}:${low >>> 0}:${high >>> 0}`;
        if (this.#seen.has(key)) {
          cached = length;
        }
        this.#remember(key);
      }
    }
    return cached;
  }

  #remember(key: string): void {
    this.#seen.delete(key);
    this.#seen.add(key);
    if (this.#seen.size > MAX_PREFIXES) {
      const oldest = this.#seen.values().next();
      if (!oldest.done) {
        this.#seen.delete(oldest.value);
      }
    }
  }
}
