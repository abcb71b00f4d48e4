import { CallJournal } from "./call-journal.ts";
import { PrefixCache } from "./prefix-cache.ts";
import type { ProviderProfile } from "./profiles.ts";
import { type ProviderError, providerError } from "./provider-error.ts";

/** What the simulator remembers between calls: outages, calls in flight, the journal and cached prefixes. */
export class ProviderState {
  readonly journal = new CallJournal();
  readonly prefixes = new PrefixCache();
  readonly #outages = new Map<string, number>();
  readonly #inFlight = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  /** Takes a provider down until a moment in Unix milliseconds; `null` brings it back. */
  setOutage(slug: string, untilMs: number | null): void {
    if (untilMs === null) {
      this.#outages.delete(slug);
    } else {
      this.#outages.set(slug, untilMs);
    }
  }

  /** When the outage ends, or null when the provider is up. An endless outage ends at Infinity. */
  outageUntil(slug: string): number | null {
    const until = this.#outages.get(slug);
    if (until !== undefined && until <= Date.now()) {
      this.#outages.delete(slug);
      return null;
    }
    return until ?? null;
  }

  inFlight(slug: string): number {
    return this.#inFlight.get(slug) ?? 0;
  }

  /** Counts a call in; the returned function counts it out and may be called once. */
  enter(slug: string): () => void {
    this.#inFlight.set(slug, this.inFlight(slug) + 1);
    return () => this.#inFlight.set(slug, this.inFlight(slug) - 1);
  }

  /** The refusal a provider's habits give this call, or undefined when it may pass. Expects `enter` to come after. */
  habitRefusal(profile: ProviderProfile): ProviderError | undefined {
    const count = (this.#counts.get(profile.slug) ?? 0) + 1;
    this.#counts.set(profile.slug, count);
    const { unavailableEvery, maxConcurrent } = profile.habits;
    if (unavailableEvery !== undefined && count % unavailableEvery === 0) {
      return providerError({ status: 503 });
    }
    if (maxConcurrent !== undefined && this.inFlight(profile.slug) >= maxConcurrent) {
      const message = `Rate limit reached: at most ${maxConcurrent} calls at once.`;
      return providerError({ status: 429, message, retryAfterSeconds: 1 });
    }
    return undefined;
  }

  outageRefusal(profile: ProviderProfile): ProviderError | undefined {
    const until = this.outageUntil(profile.slug);
    if (until === null) {
      return undefined;
    }
    const seconds = Number.isFinite(until) ? Math.max(1, Math.ceil((until - Date.now()) / 1000)) : undefined;
    return providerError({ status: 503, message: `${profile.name} is down.`, retryAfterSeconds: seconds });
  }
}
