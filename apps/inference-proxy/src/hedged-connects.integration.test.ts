import { createServer, type Server } from "node:net";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { NO_LIMITS } from "@tollgate/gateway/breaker";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { answer, type FakeUpstream, refuse, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

const model = "acme/echo-1";
const messages = [{ role: "user" as const, content: "Say hello." }];

let cheap: FakeUpstream;
let dear: FakeUpstream;
/** Takes connections and never answers the TLS handshake. */
let silent: Server;
let test: ProxyUnderTest;

beforeEach(async () => {
  cheap = await startFakeUpstream(answer("cheap"));
  dear = await startFakeUpstream(answer("dear"));
  silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await test.stop();
  await Promise.all([cheap.stop(), dear.stop()]);
  silent.close();
});

function silentUrl(): string {
  const address = silent.address();
  return `https://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/v1`;
}

async function start(cheapUrl: string, settings: object = {}): Promise<void> {
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [
      { slug: "cheap", baseUrl: cheapUrl, inputUsd: "1", outputUsd: "1" },
      { slug: "dear", baseUrl: dear.baseUrl, inputUsd: "10", outputUsd: "10" },
    ],
    settings: { hedgeConnectMs: 60, ...settings },
  });
}

function endpoint(slug: string): EndpointRecord {
  const found = test.gate
    .snapshot()
    .models.get(model)
    ?.endpoints.find(({ providerSlug }) => providerSlug === slug);
  if (!found) throw new Error("no such endpoint");
  return found;
}

/** The endpoint's next connection comes when the returned function is called. */
function holdConnection(slug: string): () => void {
  const { pool } = test.proxy.context.targets.of(endpoint(slug));
  const dispatch = pool.dispatch.bind(pool);
  let come = () => undefined as unknown;
  const spy = vi.spyOn(pool, "dispatch").mockImplementationOnce((options, handler) => {
    come = () => dispatch(options, handler);
    return true;
  });
  return () => {
    spy.mockRestore();
    come();
  };
}

const ask = () => test.openai.chat.completions.create({ model, messages });
const attemptsOf = async (id: string) =>
  (await test.receipt(id)).attempts.map(({ provider, result, ...more }) => [provider, result, "hedge" in more]);

it("a connection that does not come is not waited for: the next endpoint is sent the request, and the receipt says so", async () => {
  await start(silentUrl());
  const { id, choices } = await ask();
  expect(choices[0]?.message.content).toBe("dear");
  expect(dear.calls).toHaveLength(1);
  expect(await attemptsOf(id)).toEqual([
    ["cheap", "outrun", false],
    ["dear", "served", true],
  ]);
});

it("a connection that failed in the end counts against its endpoint, though its call went elsewhere", async () => {
  // The next endpoint has as long to connect, also on a busy machine.
  await start(silentUrl(), { connectTimeoutMs: 1_000 });
  for (let i = 0; i < 5; i += 1) await ask();
  const state = () => test.proxy.context.health.of(endpoint("cheap").id).condition(Date.now(), NO_LIMITS).state;
  await eventually(() => expect(state()).toBe("down"));
  expect(test.proxy.context.health.of(endpoint("cheap").id).inFlight).toBe(0);
});

it("whichever connects first has the call, and the request is written once; the other connection is kept and used next", async () => {
  await start(cheap.baseUrl);
  const comes = holdConnection("cheap");
  expect((await ask()).choices[0]?.message.content).toBe("dear");
  comes();
  expect((await ask()).choices[0]?.message.content).toBe("cheap");
  expect([cheap.calls.length, dear.calls.length]).toEqual([1, 1]);
});

it("the first endpoint keeps the call when it is there before the hedge", async () => {
  await start(cheap.baseUrl);
  const [cheapComes, dearComes] = [holdConnection("cheap"), holdConnection("dear")];
  const asked = ask();
  const dearHealth = () => test.proxy.context.health.of(endpoint("dear").id);
  await eventually(() => expect(dearHealth().inFlight).toBe(1));
  cheapComes();
  const { id, choices } = await asked;
  expect(choices[0]?.message.content).toBe("cheap");
  expect(await attemptsOf(id)).toEqual([
    ["dear", "outrun", true],
    ["cheap", "served", false],
  ]);
  dearComes();
  expect(dearHealth().inFlight).toBe(0);
  expect(dear.calls).toHaveLength(0);
});

it("an endpoint that was outrun is tried again when the hedge fails, within one budget of attempts", async () => {
  await start(cheap.baseUrl);
  dear.behave(refuse(401));
  const comes = holdConnection("cheap");
  const { id, choices } = await ask();
  comes();
  expect(choices[0]?.message.content).toBe("cheap");
  expect((await attemptsOf(id)).map(([provider, result]) => [provider, result])).toEqual([
    ["cheap", "outrun"],
    ["dear", "credential_refused"],
    ["cheap", "served"],
  ]);
});

it("a caller who leaves while two are connecting has sent nothing to either", async () => {
  await start(cheap.baseUrl);
  const comes = [holdConnection("cheap"), holdConnection("dear")];
  const leaving = new AbortController();
  const asked = test.openai.chat.completions.create({ model, messages }, { signal: leaving.signal });
  const inFlight = (slug: string) => test.proxy.context.health.of(endpoint(slug).id).inFlight;
  await eventually(() => expect(inFlight("dear")).toBe(1));
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await eventually(() => expect([inFlight("cheap"), inFlight("dear")]).toEqual([0, 0]));
  for (const come of comes) come();
  await eventually(() => expect(test.proxy.context.open.size).toBe(0));
  expect([cheap.calls.length, dear.calls.length]).toEqual([0, 0]);
});

it("an open connection takes the request at once: nothing is hedged", async () => {
  await start(cheap.baseUrl, { hedgeConnectMs: 1 });
  await ask();
  const { id } = await ask();
  expect(await attemptsOf(id)).toEqual([["cheap", "served", false]]);
});
