import { readCreditState } from "@tollgate/db/redis/credit-state";
import { readEpoch } from "@tollgate/db/redis/epoch";
import { SHARDS } from "@tollgate/db/redis/shards";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import { callIdAt } from "@tollgate/db/testing/settlement-row";
import { createTestDatabase, type TestDatabase } from "@tollgate/db/testing/test-database";
import { afterEach, beforeEach, expect } from "vitest";
import type { Admission, AdmitCallInput } from "../inference/admission.ts";
import { admitCall } from "../inference/admit-call.ts";
import { type CallGate, openCallGate } from "../inference/call-gate.ts";
import type { CallOutcome } from "../inference/call-outcome.ts";
import { settleCalls } from "../settlement/settle-calls.ts";
import { createFixture, type Fixture, TEST_ENCRYPTION_KEYS } from "./fixture.ts";

/** What `useMoneyPath` opened for the test that runs now. */
export let database: TestDatabase;
export let fixture: Fixture;
export let gate: CallGate;

/** Gives every test of a file its own marketplace with 10 USD of credit, and a gate to it. */
export function useMoneyPath(): void {
  beforeEach(async () => {
    database = await createTestDatabase();
    fixture = await createFixture({
      databaseUrl: database.url,
      redisUrl: database.redisUrl,
      creditUsd: "10",
      endpoints: [{ slug: "one", baseUrl: "http://127.0.0.1:1/v1" }],
    });
    gate = await openCallGate({
      databaseUrl: database.url,
      redisUrl: database.redisUrl,
      encryptionKeys: TEST_ENCRYPTION_KEYS,
      // Long, so that no renewal gives back the time that a test takes away.
      settings: { holdTtlMs: 3_600_000, rejoinMs: 0 },
    });
  });
  afterEach(async () => {
    await gate.close();
    await fixture.close();
    await database.close();
  });
}

/** Waits until the gate has noticed what Redis lost, and admits calls again. */
export async function rejoin(): Promise<void> {
  // A look that was under way when it was lost may have seen nothing of it.
  await gate.epochs.look();
  const isOpen = async () => {
    await gate.epochs.look();
    return (await readEpoch(gate.redis))?.open === true;
  };
  await expect.poll(isOpen, { interval: 20 }).toBe(true);
}

/** A call of the fixture\'s customer. */
export function request(more: Partial<AdmitCallInput> & { readonly keyId?: string } = {}): AdmitCallInput {
  const model = gate.snapshot().models.get(fixture.modelId);
  const key = [...gate.snapshot().keys.values()].find((one) => one.id === (more.keyId ?? fixture.customer.keyId));
  if (!model || !key) throw new Error("the fixture is not in the snapshot");
  return {
    callId: callIdAt(Date.now()),
    key,
    model,
    candidates: model.endpoints,
    inputTokensBound: 1000,
    maxOutputTokens: 1000,
    maxSurchargeNano: null,
    nowMs: Date.now(),
    ...more,
  };
}

/** Admits a call, or fails the test. */
export async function admitted(input: AdmitCallInput): Promise<Admission> {
  const result = await admitCall(gate, input);
  if (result.kind !== "admitted") throw new Error(`not admitted: ${result.kind}`);
  return result.admission;
}

/** An outcome served by the first candidate. */
export function served(admission: Admission, units: CallOutcome["units"] = { input: 900, output: 400 }): CallOutcome {
  return {
    ending: "completed",
    endpointId: admission.candidates[0]?.id ?? null,
    units,
    usageSource: "reported",
    finishReason: "stop",
    attempts: [],
    streamed: false,
    firstContentMs: 12.4,
    durationMs: 34.6,
  };
}

/** Settles every shard once. @returns how many calls were new. */
export async function settleAll(): Promise<number> {
  let settled = 0;
  for (let shard = 0; shard < SHARDS; shard++) settled += (await settleCalls(fixture, { shard })).settled;
  return settled;
}

/** Redis' credit and the invariants that hold at every moment. */
export async function credit() {
  const state = await readCreditState(gate.redis, fixture.customer.workspaceId);
  if (!state) throw new Error("credit is not loaded");
  expect(state.availableNano).toBe(state.baseNano - state.heldNano - state.unsettledNano);
  return state;
}

/** Spendable credit as Postgres has it. */
export async function posted(): Promise<bigint> {
  const [one] = await readSpendableCredit(fixture.db.pool, [fixture.customer.workspaceId]);
  return one?.postedNano ?? 0n;
}
