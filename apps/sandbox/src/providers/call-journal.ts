import type { Usage } from "./usage.ts";

export type CallOutcome = "completed" | "refused" | "cut" | "error_in_stream" | "aborted";

/** What reached a simulated provider and how it ended. */
export type CallRecord = {
  sequence: number;
  at: string;
  provider: string;
  dialect: string;
  model: string | null;
  stream: boolean;
  status: number;
  outcome: CallOutcome;
  /** True when the caller went away before the end. */
  aborted: boolean;
  /** SHA-256 of the request body. */
  requestHash: string;
  headers: Record<string, string>;
  /** Stream events with content that were written. */
  contentEvents: number;
  usage: Usage | null;
  durationMs: number;
};

const KEPT_CALLS = 2000;

/** A ring of the newest calls, for tests and for the curious. Credentials never enter it. */
export class CallJournal {
  #calls: CallRecord[] = [];
  #sequence = 0;

  add(call: Omit<CallRecord, "sequence">): void {
    this.#sequence += 1;
    this.#calls.push({ sequence: this.#sequence, ...call });
    if (this.#calls.length > KEPT_CALLS * 2) {
      this.#calls = this.#calls.slice(-KEPT_CALLS);
    }
  }

  /** Calls after a sequence number, oldest first. */
  since(sequence: number): { calls: CallRecord[]; next: number } {
    const newest = this.#calls.slice(-KEPT_CALLS);
    return { calls: newest.filter((call) => call.sequence > sequence), next: this.#sequence };
  }

  clear(): void {
    this.#calls = [];
  }
}

/** Header values as one string each, without those that carry a credential. */
export function recordableHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !["authorization", "cookie", "x-api-key", "x-goog-api-key", "api-key"].includes(name)) {
      kept[name] = Array.isArray(value) ? value.join(", ") : value;
    }
  }
  return kept;
}
