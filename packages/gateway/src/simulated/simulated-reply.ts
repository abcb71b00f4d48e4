import type { TokenCounter } from "../estimate-units.ts";
import type { JsonObject } from "../json-fields.ts";
import type { AskedSurface } from "../services/services.ts";
import type { ScenarioName } from "./scenarios.ts";

/** A call as the simulated model gets it: in OpenAI's dialect, whatever its caller speaks. */
export interface SimulatedCall {
  readonly surface: AskedSurface;
  /** What was sent upstream, parsed; the fields of a form. */
  readonly body: JsonObject;
  readonly stream: boolean;
  readonly scenario: ScenarioName | null;
  /** From 1. */
  readonly attempt: number;
  readonly countTokens: TokenCounter;
  /** What the answer says of when it was made; nothing else of it depends on the time. */
  readonly createdSeconds: number;
}

/** Bytes of an answer, and how long after the ones before they come. */
export interface SimulatedPiece {
  readonly afterMs: number;
  readonly bytes: string | Uint8Array;
}

export interface SimulatedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly SimulatedPiece[];
  /** The connection breaks after the last piece. */
  readonly breaksOff: boolean;
}

export const JSON_HEADERS = { "content-type": "application/json" } as const;

/** An answer in one piece. */
export function wholeReply(body: unknown, afterMs = 0): SimulatedReply {
  return { status: 200, headers: JSON_HEADERS, pieces: [{ afterMs, bytes: JSON.stringify(body) }], breaksOff: false };
}

export const SLOW_START_MS = 5_000;
const SLOW_WORD_MS = 250;

/** When the words of an answer come. */
export function paceOf(scenario: ScenarioName | null): { readonly firstMs: number; readonly eachMs: number } {
  if (scenario === "slow_start") return { firstMs: SLOW_START_MS, eachMs: 0 };
  return { firstMs: 0, eachMs: scenario === "slow_stream" ? SLOW_WORD_MS : 0 };
}

/** Server-sent events, one piece each. */
export function streamedReply(events: readonly unknown[], scenario: ScenarioName | null): SimulatedReply {
  const { firstMs, eachMs } = paceOf(scenario);
  const pieces = events.map((event, index) => ({
    afterMs: index === 0 ? firstMs : eachMs,
    bytes: `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`,
  }));
  const headers = { "content-type": "text/event-stream" };
  return { status: 200, headers, pieces, breaksOff: false };
}
