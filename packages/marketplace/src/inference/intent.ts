import type { FeeVersion, MarginVersion } from "@tollgate/pricing/versions";
import { z } from "zod";
import type { UsageEventJson } from "../settlement/usage-event.ts";
import type { AdmitCallInput, CountedCall, ReservedCap } from "./admission.ts";

/** What is recorded at admission: enough to end the call if the proxy never does. */
const Intent = z.object({
  wsp: z.string(),
  key: z.string(),
  app: z.string().nullable(),
  grant: z.string().nullable(),
  builder: z.string().nullable(),
  model: z.string(),
  fee: z.string(),
  margin: z.string().nullable(),
  caps: z.array(z.string()),
  /** Counters of open calls and of a minute's tokens; a call that was admitted before there were any has none. */
  open: z.array(z.string()).default([]),
  tokenKeys: z.array(z.string()).default([]),
  tokens: z.int().default(0),
  /** The sponsored lot that is held on, in place of the workspace's own credit. */
  sponsor: z.string().nullable().default(null),
  at: z.int(),
});

export type Intent = z.output<typeof Intent>;

export interface IntentVersions {
  readonly fee: FeeVersion;
  readonly margin: MarginVersion | null;
  readonly caps: readonly ReservedCap[];
  readonly counted: CountedCall;
  readonly lotId: string | null;
}

export function writeIntent(
  { key, model, nowMs }: Pick<AdmitCallInput, "key" | "model" | "nowMs">,
  { fee, margin, caps, counted, lotId }: IntentVersions,
): string {
  const intent: Intent = {
    wsp: key.workspaceId,
    key: key.id,
    app: key.grant?.appId ?? null,
    grant: key.grant?.id ?? null,
    builder: key.grant?.builderWorkspaceId ?? null,
    model: model.id,
    fee: fee.id,
    margin: margin?.id ?? null,
    caps: caps.map((cap) => cap.counterKey),
    open: [...counted.openKeys],
    tokenKeys: [...counted.tokenKeys],
    tokens: counted.reservedTokens,
    sponsor: lotId,
    at: nowMs,
  };
  return JSON.stringify(intent);
}

export function readIntent(json: string): Intent {
  return Intent.parse(JSON.parse(json));
}

/** The terminal event of a call nobody ended: nothing is known of an answer, nothing is charged. */
export function voidEvent(
  callId: string,
  intent: Intent,
  { holdNano, nowMs }: { holdNano: bigint; nowMs: number },
): UsageEventJson {
  return {
    v: 1,
    id: callId,
    wsp: intent.wsp,
    key: intent.key,
    app: intent.app,
    grant: intent.grant,
    builder: intent.builder,
    model: intent.model,
    provider: null,
    payee: null,
    endpoint: null,
    price: null,
    fee: intent.fee,
    margin: intent.margin,
    units: {},
    legs: { cost: "0", fee: "0", surcharge: "0" },
    hold: holdNano.toString(),
    outcome: "void",
    source: "none",
    finish: null,
    sponsor: intent.sponsor,
    attempts: [],
    streamed: false,
    firstMs: null,
    ms: Math.max(0, nowMs - intent.at),
    at: intent.at,
  };
}
