import type { Failure } from "@tollgate/gateway/classify-error";
import type { GatewayErrorCode } from "@tollgate/gateway/errors";
import type { ToolCallTally } from "@tollgate/gateway/tool-calls/check-tool-calls";
import type { MeteredUnits, ReportedUsage } from "@tollgate/gateway/usage-units";

/** What an endpoint delivered, ready to be metered and closed. */
export interface Delivery {
  /** The usage object to show, in the caller's dialect; undefined when none was reported. */
  readonly usage: unknown;
  /** What was reported, in disjoint buckets. */
  readonly reported: ReportedUsage | null;
  /** The answer broke off, and went on after its usage was reported: of the output the report knows a part only. */
  readonly reportIsEarly?: boolean;
  readonly hasContent: boolean;
  readonly finishReason: string | null;
  /** Generated text, JSON-escaped byte text, and how much more was not kept. */
  readonly outputText: string;
  readonly outputBeyond: number;
  /** Pictures in the answer, where it can have any. */
  readonly pictures?: number | undefined;
  /** Pieces that the answer of a service shows. */
  readonly counted?: MeteredUnits;
  /** How the calls of tools came out; missing when none were made. */
  readonly tools?: ToolCallTally | null;
  /** Sends what is left to send. @param usage JSON of the usage object. @param error JSON of an error object, or null. */
  close(usage: string, error: string | null): void;
}

export type AttemptEnd =
  | { readonly kind: "failed"; readonly failure: Failure }
  /** The caller left or the process stops, and nothing is known to have been generated. */
  | { readonly kind: "abandoned" }
  /** Another endpoint's connection was there first; this one was sent nothing. */
  | { readonly kind: "outrun" }
  | {
      readonly kind: "delivered";
      readonly ending: "completed" | "cut" | "aborted";
      readonly delivery: Delivery;
      /** What the caller is told when the answer broke off. */
      readonly interruption: GatewayErrorCode | null;
    };
