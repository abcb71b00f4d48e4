import { type KeyManagement, manageKeys } from "@tollgate/marketplace/access/manage-keys";
import {
  type ExchangeCodeInput,
  type ExchangedCode,
  exchangeCode,
} from "@tollgate/marketplace/authorization/exchange-code";
import type { Admission, AdmitCallInput, AdmitCallResult } from "@tollgate/marketplace/inference/admission";
import { admitCall } from "@tollgate/marketplace/inference/admit-call";
import { type AnswerCache, openAnswerCache } from "@tollgate/marketplace/inference/answer-cache";
import type { CallGate } from "@tollgate/marketplace/inference/call-gate";
import type { CallOutcome, FinishCallResult } from "@tollgate/marketplace/inference/call-outcome";
import { checkpointCalls, type OpenProgress } from "@tollgate/marketplace/inference/checkpoint-calls";
import type { EndpointNewsLine } from "@tollgate/marketplace/inference/endpoint-news";
import { type ExtendHoldInput, type ExtendHoldResult, extendHold } from "@tollgate/marketplace/inference/extend-hold";
import { finishCall } from "@tollgate/marketplace/inference/finish-call";
import { type Credits, getCredits } from "@tollgate/marketplace/inference/get-credits";
import { getKeyUsage, type KeyUsage } from "@tollgate/marketplace/inference/get-key-usage";
import { getReceipt, type Receipt } from "@tollgate/marketplace/inference/get-receipt";
import { type Idempotency, openIdempotency } from "@tollgate/marketplace/inference/idempotency";
import { type KeptResponses, openKeptResponses } from "@tollgate/marketplace/inference/kept-responses";
import { priceIfKnown } from "@tollgate/marketplace/inference/price-outcome";
import { type QuoteCallResult, quoteCall } from "@tollgate/marketplace/inference/quote-call";
import {
  type PublishedKey,
  receiptKeys,
  type SignedReceipt,
  signCallReceipt,
} from "@tollgate/marketplace/inference/sign-call-receipt";
import type { KeyRecord, Snapshot } from "@tollgate/marketplace/snapshot/records";
import { openTestMode, type TestMode } from "@tollgate/marketplace/test-mode/open-test-mode";

export type Legs = FinishCallResult["legs"];

/** What the proxy asks of the marketplace. A seam, so that the HTTP side can be tested and measured on its own. */
export interface CallDesk {
  /** The newest snapshot; synchronous. The same object until something changed. */
  snapshot(): Snapshot;
  /** What the processes tell each other of endpoints. */
  readonly endpointNews: EndpointNewsLine;
  ready(): Promise<{ readonly redis: boolean; readonly postgres: boolean }>;
  admit(input: AdmitCallInput): Promise<AdmitCallResult>;
  quote(input: AdmitCallInput): Promise<QuoteCallResult>;
  price(admission: Admission, outcome: Pick<CallOutcome, "endpointId" | "units">): Legs | null;
  /** Asks for a larger hold. @throws when Redis does not answer. */
  extend(admission: Admission, more: ExtendHoldInput): Promise<ExtendHoldResult>;
  /** Notes how far open calls have come. */
  checkpoint(calls: readonly OpenProgress[]): Promise<void>;
  finish(admission: Admission, outcome: CallOutcome): Promise<FinishCallResult>;
  /** Resolves when the ends of all calls that are being finished outlive this process; `null` when there is nothing to wait for. */
  written(): Promise<void> | null;
  receipt(call: { readonly workspaceId: string; readonly callId: string }): Promise<Receipt | null>;
  /** `null` when there is no such settled call, or no key to sign with. */
  signedReceipt(call: { readonly workspaceId: string; readonly callId: string }): Promise<SignedReceipt | null>;
  receiptKeys(): Promise<{ readonly keys: readonly PublishedKey[] }>;
  credits(workspaceId: string): Promise<Credits>;
  keyUsage(key: KeyRecord): Promise<KeyUsage>;
  /** `null` for a key that manages nothing. */
  manageKeys(managementKeyId: string): Promise<KeyManagement | null>;
  exchangeCode(input: ExchangeCodeInput): Promise<ExchangedCode>;
  /** Calls with test keys. */
  readonly testMode: TestMode;
  /** Answers that may be given again. */
  readonly answers: AnswerCache;
  /** Responses that are kept to be carried on. */
  readonly responses: KeptResponses;
  /** Of requests that carry an idempotency key. */
  readonly idempotency: Idempotency;
}

export function deskOf(gate: CallGate): CallDesk {
  const services = { db: gate.db, redis: gate.redis, now: () => new Date(gate.nowMs()) };
  return {
    snapshot: () => gate.snapshot(),
    endpointNews: gate.endpointNews,
    ready: () => gate.ready(),
    admit: (input) => admitCall(gate, input),
    quote: (input) => quoteCall(gate, input),
    price: priceIfKnown,
    extend: (admission, more) => extendHold(gate, admission, more),
    checkpoint: (calls) => checkpointCalls(gate, calls),
    finish: (admission, outcome) => finishCall(gate, admission, outcome),
    written: () => gate.tailFile?.written() ?? null,
    receipt: (call) => getReceipt(gate, call),
    signedReceipt: (call) => signCallReceipt(gate, call),
    receiptKeys: () => receiptKeys(gate),
    credits: (workspaceId) => getCredits(gate, workspaceId),
    keyUsage: (key) => getKeyUsage(gate, key),
    manageKeys: (keyId) => manageKeys(services, keyId),
    exchangeCode: (input) => exchangeCode(services, input),
    testMode: openTestMode(gate),
    answers: openAnswerCache(gate.redis),
    responses: openKeptResponses(gate.redis),
    idempotency: openIdempotency(gate.redis),
  };
}
