import { createTestDatabase } from "@tollgate/db/testing/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { answer, type FakeUpstream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let under: ProxyUnderTest;
const model = "acme/echo-1";

const nano = z.string().regex(/^\d+$/).transform(BigInt);
const legs = { charge_nano: nano, cost_nano: nano, platform_fee_nano: nano, surcharge_nano: nano };
const QuoteBody = z.object({
  data: z.object({
    model: z.string(),
    worst_case: z.object(legs),
    bounds: z.object({ input_tokens: z.int(), max_output_tokens: z.int() }),
    versions: z.object({ fee: z.string(), margin: z.string().nullable() }),
    endpoints: z.array(z.object({ provider: z.string(), price_version: z.string(), ...legs })),
    admitted: z.boolean(),
    admitted_max_output_tokens: z.int().nullable(),
    error: z.looseObject({ code: z.string(), status: z.int() }).nullable(),
  }),
});

beforeAll(async () => {
  upstream = await startFakeUpstream(answer("Hello!"));
  under = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [
      { slug: "one", baseUrl: upstream.baseUrl },
      { slug: "dear", baseUrl: upstream.baseUrl, inputUsd: "5", outputUsd: "20" },
    ],
  });
});
afterAll(async () => {
  await under.stop();
  await upstream.stop();
});

async function post(path: string, body: object, key: string): Promise<unknown> {
  const answered = await fetch(`${under.proxy.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return await answered.json();
}

const quote = async (body: object, key = under.fixture.customer.key) =>
  QuoteBody.parse(await post("/v1/quote", body, key)).data;

async function everyRedisKey(): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const key of await under.gate.redis.keys("*"))
    values[key] = (await under.gate.redis.dumpBuffer(key))?.toString("hex") ?? "";
  return values;
}

const messages = [{ role: "user", content: "Say hello." }];

test("a quote names the bounds, the versions and each endpoint's legs; the worst case is the dearest one's", async () => {
  const own = await quote({ model, messages, max_tokens: 100 });
  expect(own).toMatchObject({ model, admitted: true, error: null, admitted_max_output_tokens: 100 });
  expect(own.bounds.max_output_tokens).toBe(100);
  expect(own.endpoints.map(({ provider }) => provider).sort()).toEqual(["dear", "one"]);
  expect(own.worst_case).toMatchObject({ surcharge_nano: 0n });
  const dear = own.endpoints.find(({ provider }) => provider === "dear");
  expect(own.worst_case.charge_nano).toBe(dear?.charge_nano);
  const { cost_nano, platform_fee_nano, surcharge_nano, charge_nano } = own.worst_case;
  expect(cost_nano + platform_fee_nano + surcharge_nano).toBe(charge_nano);
});

test("through an app the quote has the app's surcharge and the margin the customer accepted", async () => {
  const app = await quote({ model, messages, max_tokens: 100 }, under.fixture.app.key);
  expect(app.versions.margin).toBe(under.fixture.app.marginVersionId);
  expect(app.worst_case.surcharge_nano).toBe(app.worst_case.cost_nano / 5n);
});

test("a call is held for what its quote said, also when it streams and is limited to the surcharge it was quoted", async () => {
  const body = { model, messages, max_tokens: 100 };
  const { worst_case: worst } = await quote(body, under.fixture.app.key);
  const limited = async (nano: bigint) =>
    quote({ ...body, stream: true, max_surcharge: `0.${`${nano}`.padStart(9, "0")}` }, under.fixture.app.key);
  expect(await limited(worst.surcharge_nano)).toMatchObject({ worst_case: worst, admitted: true });
  expect(await limited(worst.surcharge_nano - 1n)).toMatchObject({ error: { code: "surcharge_too_high" } });
});

test("a quote changes nothing and calls nobody, also when the call would be refused, and says which refusal it would be", async () => {
  await quote({ model, messages });
  const before = await everyRedisKey();
  const calls = upstream.calls.length;
  await quote({ model, messages });
  const refused = await quote(
    { model, messages, max_tokens: 10, provider: { only: ["one"] }, max_surcharge: "0" },
    under.fixture.app.key,
  );
  expect(refused).toMatchObject({ admitted: false, error: { code: "surcharge_too_high", status: 400 } });
  const huge = await quote({ model, messages: [{ role: "user", content: "x".repeat(8_000_000) }], max_tokens: 16_000 });
  expect(huge.admitted).toBe(true);
  expect(await everyRedisKey()).toEqual(before);
  expect(upstream.calls.length).toBe(calls);
});

test("what no quote can be made of is refused as the call would be", async () => {
  const { key } = under.fixture.customer;
  expect(await post("/v1/quote", { model: "no/such", messages }, key)).toMatchObject({
    error: { code: "model_not_found" },
  });
  expect(await post("/v1/quote", { model }, key)).toMatchObject({ error: { code: "invalid_request" } });
  expect(await post("/v1/quote", { model, messages }, "tg-nobody")).toMatchObject({
    error: { code: "invalid_api_key" },
  });
  expect((await under.get("/v1/quote")).status).toBe(405);
});

test("no call is ever charged more than its quote", async () => {
  const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 });
  const request = fc.record({
    content: words,
    max_tokens: fc.integer({ min: 1, max: 400 }),
    throughApp: fc.boolean(),
    only: fc.constantFrom("one", "dear"),
    used: fc.record({
      input: fc.double({ min: 0, max: 1, noNaN: true }),
      output: fc.double({ min: 0, max: 1, noNaN: true }),
      cached: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ content, max_tokens, throughApp, only, used }) => {
      const key = throughApp ? under.fixture.app.key : under.fixture.customer.key;
      const body = { model, messages: [{ role: "user", content }], max_tokens, provider: { only: [only] } };
      const quoted = await quote(body, key);
      const input = Math.floor(quoted.bounds.input_tokens * used.input);
      const output = Math.ceil(quoted.bounds.max_output_tokens * used.output);
      upstream.behave(answer("Hello!", usage(input, output, { cached: Math.floor(input * used.cached) })));
      const reply = z
        .object({ usage: z.looseObject({ cost: z.number() }) })
        .parse(await post("/v1/chat/completions", body, key));
      expect(Math.round(reply.usage.cost * 1e9)).toBeLessThanOrEqual(Number(quoted.worst_case.charge_nano));
    }),
    { numRuns: 150 },
  );
});
