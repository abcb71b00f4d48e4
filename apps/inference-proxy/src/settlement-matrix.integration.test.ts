import { readCreditState } from "@tollgate/db/redis/credit-state";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { publishChange } from "@tollgate/marketplace/changes";
import { accountBalance } from "@tollgate/marketplace/testing/books";
import { sweepNow } from "@tollgate/marketplace/testing/sweep-now";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallDesk } from "./call-desk.ts";
import { answerKept } from "./testing/answer-kept.ts";
import { eventually } from "./testing/eventually.ts";
import {
  answer,
  type Behaviour,
  chunk,
  type FakeUpstream,
  openStream,
  refuse,
  startFakeUpstream,
  stream,
  usage,
} from "./testing/fake-upstream.ts";
import { ask, expectPaidFor, idOf, leaveAfterFirstContent, paid } from "./testing/paid-calls.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

/**
 * The settlement matrix of the documentation, line by line: each test is named like its line. Calls go through an app with a margin of 20 %,
 * so that customer, provider and builder are all looked at. Prices: 10 USD per million tokens on both sides.
 */
const model = "acme/echo-1";
const messages = [{ role: "user", content: "Say hello." }];
const SENTENCE = "The quick brown fox jumps over the lazy dog.";
const NOTHING = { customer: 0n, provider: 0n, builder: 0n };

let first: FakeUpstream;
let second: FakeUpstream;
let test: ProxyUnderTest;
/** A killed process never ends its calls. */
let killed: boolean;
let release: () => void;
let released: Promise<void>;

beforeEach(async () => {
  killed = false;
  released = new Promise((resolve) => {
    release = resolve;
  });
  first = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  second = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [
      { slug: "first", baseUrl: first.baseUrl, inputUsd: "10", outputUsd: "10" },
      { slug: "second", baseUrl: second.baseUrl, inputUsd: "20", outputUsd: "20" },
    ],
    settings: { checkpointMs: 50 },
    wrap: (desk): CallDesk => ({
      ...desk,
      finish: async (admission, outcome) => {
        if (killed) throw new Error("killed");
        return await desk.finish(admission, outcome);
      },
    }),
  });
});
afterEach(async () => {
  release();
  await test.stop();
  await Promise.all([first.stop(), second.stop()]);
});

/** Content, and then nothing until the test says so. */
const speaksThenWaits: Behaviour = async ({ res }) => {
  openStream(res);
  res.write(chunk({ content: SENTENCE }));
  await released;
  res.write(chunk({}, "stop"));
  res.write(chunk({}, null, { choices: [], usage: usage(100, 77) }));
  res.end("data: [DONE]\n\n");
};

describe("settlement matrix", () => {
  it("Refused before dispatch (400, 401, 402, 403, 429)", async () => {
    const { db, redis, app } = test.fixture;
    const unknownKey = await fetch(`${test.proxy.url}/v1/chat/completions`, { method: "POST", body: "{}" });
    const noMessages = await ask(test, { messages: "no" });
    const surcharge = await ask(test, { max_surcharge: 0.000000001 });
    expect([unknownKey.status, noMessages.status, surcharge.status]).toEqual([401, 400, 400]);
    await db.prisma.apiKey.update({ where: { id: app.keyId }, data: { requestsPerMinute: 1 } });
    await publishChange(redis, { kind: "key", id: app.keyId });
    await eventually(async () => expect((await ask(test)).status).toBe(429));
    await db.prisma.apiKey.update({ where: { id: app.keyId }, data: { requestsPerMinute: null, limitNano: 1n } });
    await publishChange(redis, { kind: "key", id: app.keyId });
    await eventually(async () => expect((await ask(test)).status).toBe(402));
    const before = { paid: await paid(test), asked: first.calls.length };
    await db.prisma.grant.updateMany({ data: { status: "revoked", revokedAt: new Date() } });
    await publishChange(redis, { kind: "app", id: app.id });
    await eventually(async () => expect((await ask(test)).status).toBe(403));
    expect(await paid(test)).toEqual(before.paid);
    expect(first.calls).toHaveLength(before.asked);
  });

  it("Upstream error before any output, on every attempt", async () => {
    first.behave(refuse(500));
    second.behave(({ res }) => void res.destroy());
    expect((await ask(test, { stream: true })).status).toBe(502);
    expect(await paid(test)).toEqual(NOTHING);
  });

  it("First attempt failed before output, another served", async () => {
    first.behave(refuse(503));
    second.behave(stream(["served"], usage(100, 50)));
    const response = await ask(test, { stream: true });
    await response.text();
    const receipt = await test.receipt(idOf(response));
    expect(receipt.attempts.map(({ provider, result }) => [provider, result])).toEqual([
      ["first", "upstream_error"],
      ["second", "served"],
    ]);
    const [one, two] = test.fixture.providers;
    expect(await accountBalance(test.fixture.db, one?.workspaceId ?? "", "provider_payable")).toBe(0n);
    expect(await accountBalance(test.fixture.db, two?.workspaceId ?? "", "provider_payable")).toBe(3_000_000n);
    expect(await paid(test)).toMatchObject({ builder: 600_000n });
  });

  it("Empty completion, or an error finish with no output", async () => {
    first.behave(answer("", usage(100, 0)));
    const response = await ask(test);
    expect(response.status).toBe(200);
    await response.text();
    expect(await test.receipt(idOf(response))).toMatchObject({ usage_source: "none" });
    expect(await paid(test)).toEqual(NOTHING);
  });

  it("Upstream dies mid-stream", async () => {
    first.behave(({ res }) => {
      openStream(res);
      res.write(chunk({ content: SENTENCE }), () => res.destroy());
    });
    const response = await ask(test, { stream: true });
    expect(await response.text()).toContain('"finish_reason":"error"');
    const receipt = await test.receipt(idOf(response));
    expect(receipt).toMatchObject({ outcome: "cut", usage_source: "estimated" });
    await expectPaidFor(test, (receipt.units.input ?? 0) + 10);
  });

  it("Client disconnects while the provider bills on", async () => {
    first.behave(speaksThenWaits);
    const id = await leaveAfterFirstContent(test);
    await eventually(() => expect([...test.proxy.context.open].map((call) => call.caller.gone)).toEqual([true]));
    release();
    expect(await first.calls[0]?.closed).toBe("finished");
    expect(await test.receipt(id)).toMatchObject({ outcome: "aborted", usage_source: "reported" });
    await expectPaidFor(test, 177);
  });

  it("Client disconnects where cancelling stops the provider’s billing", async () => {
    await test.fixture.db.prisma.endpoint.updateMany({ data: { dialect: "openai-chat+cancel" } });
    await publishChange(test.fixture.redis, { kind: "catalogue" });
    await eventually(() =>
      expect(test.gate.snapshot().models.get(model)?.endpoints[0]?.dialect).toBe("openai-chat+cancel"),
    );
    first.behave(speaksThenWaits);
    const id = await leaveAfterFirstContent(test);
    expect(await first.calls[0]?.closed).toBe("aborted");
    const receipt = await test.receipt(id);
    expect(receipt).toMatchObject({ outcome: "aborted", usage_source: "estimated", units: { output: 10 } });
    await expectPaidFor(test, (receipt.units.input ?? 0) + 10);
  });

  it("Upstream sends no usage", async () => {
    first.behave(stream([SENTENCE], null));
    const response = await ask(test, { stream: true });
    await response.text();
    const receipt = await test.receipt(idOf(response));
    expect(receipt).toMatchObject({ outcome: "completed", usage_source: "estimated", units: { output: 10 } });
    await expectPaidFor(test, (receipt.units.input ?? 0) + 10);
  });

  it("Proxy killed mid-stream, after a checkpoint", async () => {
    first.behave(speaksThenWaits);
    const response = await ask(test, { stream: true });
    const { redis, customer } = test.fixture;
    const shard = shardOf(customer.workspaceId);
    const [callId = ""] = await redis.zrange(redisKeys.holds(shard), "0", "-1");
    await eventually(async () => expect(await redis.hget(redisKeys.call(shard, callId), "progress")).not.toBeNull());
    killed = true;
    expect(await sweepNow(test.fixture.redis)).toEqual({ voided: 0, charged: 1 });
    const receipt = await test.receipt(idOf(response));
    expect(receipt).toMatchObject({ outcome: "cut", usage_source: "estimated", provider_name: "first" });
    // 44 bytes of output and 14 of prompt, at four bytes a token: the doubt is the platform's.
    expect(receipt.units).toEqual({ input: 3, output: 11 });
    await expectPaidFor(test, 14);
    expect(await sweepNow(test.fixture.redis)).toEqual({ voided: 0, charged: 0 });
    expect((await readCreditState(redis, customer.workspaceId))?.heldNano).toBe(0n);
  });

  it("Proxy killed before anything was recorded", async () => {
    first.behave(({ res }) => openStream(res));
    const leaving = new AbortController();
    const asked = fetch(`${test.proxy.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${test.fixture.app.key}` },
      body: JSON.stringify({ model, messages, stream: true }),
      signal: leaving.signal,
    }).catch(() => undefined);
    await eventually(() => expect(first.calls).toHaveLength(1));
    killed = true;
    expect(await sweepNow(test.fixture.redis)).toEqual({ voided: 1, charged: 0 });
    expect(await paid(test)).toEqual(NOTHING);
    leaving.abort();
    await asked;
  });

  it("Price, fee or margin changed mid-call", async () => {
    const { db, redis, app, providers } = test.fixture;
    first.behave(speaksThenWaits);
    const response = await ask(test, { stream: true });
    const later = new Date();
    const old = await db.prisma.priceVersion.findUniqueOrThrow({ where: { id: providers[0]?.priceVersionId ?? "" } });
    await db.prisma.priceVersion.create({
      data: {
        id: "prc_dearer",
        endpointId: old.endpointId,
        effectiveAt: later,
        prices: JSON.parse(JSON.stringify(old.prices).replaceAll("10000000000", "99000000000")),
      },
    });
    await db.prisma.marginVersion.create({
      data: { id: "mgn_dearer", appId: app.id, version: 2, basisPoints: 9_000, effectiveAt: later },
    });
    await publishChange(redis, { kind: "catalogue" });
    await publishChange(redis, { kind: "app", id: app.id });
    await eventually(() =>
      expect(
        test.gate
          .snapshot()
          .models.get(model)
          ?.endpoints.some(({ price }) => price.id === "prc_dearer"),
      ).toBe(true),
    );
    release();
    await response.text();
    await test.receipt(idOf(response));
    await expectPaidFor(test, 177);
  });

  it("Usage above the hold", async () => {
    first.behave(answer("Hello!", usage(100, 2_000_000)));
    const response = await ask(test, { max_tokens: 16 });
    await response.text();
    await test.receipt(idOf(response));
    await expectPaidFor(test, 2_000_100);
    const { customer } = await paid(test);
    expect(customer > 10_000_000_000n).toBe(true);
    expect((await ask(test)).status).toBe(402);
    expect(first.calls).toHaveLength(1);
  });

  it("Stream reaches its hold and credit covers no more", async () => {
    // What is left covers less than the default ceiling: the hold starts small, grows with the stream and cannot grow for long.
    first.behave(answer("Hello!", usage(100, 792_000)));
    await (await ask(test, { max_tokens: 16 })).text();
    await eventually(async () => expect((await paid(test)).customer > 9_900_000_000n).toBe(true));
    first.behave(({ res }) => {
      openStream(res);
      const timer = setInterval(() => res.write(chunk({ content: `${SENTENCE} `.repeat(10) })), 20);
      res.on("close", () => clearInterval(timer));
    });
    const response = await ask(test, { stream: true });
    const text = await response.text();
    expect(text).toContain('"finish_reason":"length"}],"tollgate":{"end_reason":"credit_exhausted"}');
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
    expect(await first.calls.at(-1)?.closed).toBe("aborted");
    const receipt = await test.receipt(idOf(response));
    expect(receipt).toMatchObject({ outcome: "completed", finish_reason: "length", usage_source: "estimated" });
    expect(receipt.units.output).toBeGreaterThan(5_000);
    const { customer } = await paid(test);
    expect(customer > 9_960_000_000n && customer < 10_025_000_000n).toBe(true);
  });

  it("Answered from the cache", async () => {
    const body = { cache: true };
    await (await ask(test, body)).text();
    await expectPaidFor(test, 150);
    await answerKept(test);
    const before = await paid(test);
    const again = await ask(test, body);
    expect(again.headers.get("x-tollgate-cache")).toBe("hit");
    await again.text();
    await eventually(async () => expect((await paid(test)).customer).toBe(before.customer + 150_000n));
    expect(await paid(test)).toMatchObject({ provider: before.provider, builder: before.builder });
  });
});
