import { parseRanges } from "@tollgate/gateway/egress";
import { type CallGate, type OpenCallGateOptions, openCallGate } from "@tollgate/marketplace/inference/call-gate";
import { settleCalls } from "@tollgate/marketplace/settlement/settle-calls";
import {
  createFixture,
  type FixtureEndpoint,
  type FixtureModel,
  TEST_ENCRYPTION_KEYS,
  TEST_RECEIPT_KEYS,
} from "@tollgate/marketplace/testing/fixture";
import OpenAI from "openai";
import { z } from "zod";
import { type CallDesk, deskOf } from "../call-desk.ts";
import { type CreateProxyOptions, createProxy } from "../create-proxy.ts";

const ReceiptBody = z.object({
  data: z.looseObject({
    outcome: z.string(),
    usage_source: z.string(),
    finish_reason: z.string().nullable(),
    total_cost: z.number(),
    provider_name: z.string().nullable(),
    units: z.record(z.string(), z.number()),
    legs: z.record(z.string(), z.string()),
    attempts: z.array(z.looseObject({ provider: z.string(), result: z.string(), status: z.number().nullable() })),
  }),
});
export type ReceiptData = z.infer<typeof ReceiptBody>["data"];

const SHARDS = 16;

async function settleAll(gate: CallGate): Promise<void> {
  for (let shard = 0; shard < SHARDS; shard += 1) await settleCalls(gate, { shard });
}

/** A database and a Redis of the test file's own. */
export interface Stores {
  readonly url: string;
  readonly redisUrl: string;
  close(): Promise<void>;
}

export interface UnderTestOptions {
  readonly endpoints: readonly FixtureEndpoint[];
  readonly models?: readonly FixtureModel[];
  readonly creditUsd?: string;
  readonly settings?: CreateProxyOptions["settings"];
  readonly random?: () => number;
  readonly spool?: OpenCallGateOptions["spool"];
  /** The proxy's clock. */
  readonly nowMs?: () => number;
  /** Puts something between the proxy and the marketplace. */
  readonly wrap?: (desk: CallDesk) => CallDesk;
}

/** A proxy on a marketplace of its own: real Postgres, real Redis, one customer with credit, the given endpoints. */
export async function startProxyUnderTest(database: Stores, options: UnderTestOptions) {
  const stores = { databaseUrl: database.url, redisUrl: database.redisUrl };
  const fixture = await createFixture({
    ...stores,
    creditUsd: options.creditUsd ?? "10",
    endpoints: options.endpoints,
    models: options.models ?? [],
  });
  const gate = await openCallGate({
    ...stores,
    encryptionKeys: TEST_ENCRYPTION_KEYS,
    receiptKeys: TEST_RECEIPT_KEYS,
    ...(options.spool ? { spool: options.spool } : {}),
    // No other process is there to hold again for its calls, so none is waited for.
    settings: { rejoinMs: 0 },
  });
  const desk = deskOf(gate);
  const proxy = await createProxy({
    desk: options.wrap ? options.wrap(desk) : desk,
    host: "127.0.0.1",
    port: 0,
    egressAllow: parseRanges("127.0.0.1/32"),
    settings: { drainMs: 2_000, ...options.settings },
    random: options.random ?? (() => 0),
    ...(options.nowMs ? { nowMs: options.nowMs } : {}),
  });
  const client = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${proxy.url}/v1`, maxRetries: 0 });
  return {
    fixture,
    gate,
    proxy,
    /** The official client with the customer's own key. */
    openai: client(fixture.customer.key),
    client,
    get: (path: string, apiKey = fixture.customer.key) =>
      fetch(`${proxy.url}${path}`, { headers: { authorization: `Bearer ${apiKey}` } }),
    /** Settles what has ended so far. */
    settle: () => settleAll(gate),
    /** Reads one receipt, settling until it is there. */
    async receipt(generationId: string): Promise<ReceiptData> {
      let waiting = true;
      const asked = fetch(`${proxy.url}/v1/generation?id=${generationId}`, {
        headers: { authorization: `Bearer ${fixture.customer.key}` },
      }).finally(() => {
        waiting = false;
      });
      while (waiting) await settleAll(gate);
      return ReceiptBody.parse(await (await asked).json()).data;
    },
    async stop() {
      await proxy.stop();
      await gate.close();
      await fixture.close();
      await database.close();
    },
  };
}

export type ProxyUnderTest = Awaited<ReturnType<typeof startProxyUnderTest>>;
