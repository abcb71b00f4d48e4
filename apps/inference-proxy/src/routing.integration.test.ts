import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { NO_LIMITS } from "@tollgate/gateway/breaker";
import { parseRanges } from "@tollgate/gateway/egress";
import { openCallGate } from "@tollgate/marketplace/inference/call-gate";
import { rollUpSignals } from "@tollgate/marketplace/signals/roll-up-signals";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { deskOf } from "./call-desk.ts";
import { createProxy } from "./create-proxy.ts";
import { eventually } from "./testing/eventually.ts";
import {
  answer,
  type Behaviour,
  chunk,
  type FakeUpstream,
  openStream,
  refuse,
  sendJson,
  startFakeUpstream,
} from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, type Stores, startProxyUnderTest } from "./testing/proxy-under-test.ts";

const Listing = z.object({ data: z.object({ endpoints: z.array(z.looseObject({ tag: z.string() })) }) });

let stores: Stores;
let cheap: FakeUpstream;
let dear: FakeUpstream;
let test: ProxyUnderTest;
const model = "acme/echo-1";
const messages = [{ role: "user" as const, content: "Say hello." }];

beforeEach(async () => {
  stores = await createTestDatabase();
  cheap = await startFakeUpstream(answer("cheap"));
  dear = await startFakeUpstream(answer("dear"));
  test = await startProxyUnderTest(stores, {
    endpoints: [
      { slug: "cheap", baseUrl: cheap.baseUrl, inputUsd: "1", outputUsd: "1" },
      { slug: "dear", baseUrl: dear.baseUrl, inputUsd: "10", outputUsd: "10" },
    ],
  });
});
afterEach(async () => {
  await test.stop();
  await Promise.all([cheap.stop(), dear.stop()]);
});

/** Asks with routing fields that OpenAI's types do not know. */
function ask(more: object, stream = false): Promise<Response> {
  return fetch(`${test.proxy.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.customer.key}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages, stream, ...more }),
  });
}

async function change(slug: string, data: { dataPolicy?: string; quantization?: string; parameters?: string[] }) {
  const provider = await test.fixture.db.prisma.provider.findUniqueOrThrow({
    where: { slug },
    include: { endpoints: true },
  });
  const [endpoint] = provider.endpoints;
  await test.fixture.db.prisma.endpoint.update({ where: { id: endpoint?.id ?? "" }, data });
  await test.fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "endpoint", id: endpoint?.id }));
  const shown = () =>
    test.gate
      .snapshot()
      .models.get(model)
      ?.endpoints.find(({ providerSlug }) => providerSlug === slug);
  await eventually(() => expect(shown()).toMatchObject(data));
}

describe("what a request may demand of endpoints", () => {
  it("keeps requests from endpoints whose data policy is less private than asked", async () => {
    const refused = await ask({ provider: { zdr: true } });
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({
      error: {
        code: "no_endpoint",
        metadata: {
          passed_over: expect.arrayContaining([
            { provider: "cheap", reason: "data_policy" },
            { provider: "dear", reason: "data_policy" },
          ]),
        },
      },
    });
    await change("dear", { dataPolicy: "zero_retention" });
    for (const provider of [{ zdr: true }, { data_collection: "deny" }]) {
      const served = await ask({ provider });
      expect(served.headers.get("x-tollgate-provider")).toBe("dear");
      expect(served.headers.get("x-tollgate-passed-over")).toBe("cheap=data_policy");
    }
    expect(cheap.calls).toHaveLength(0);
  });

  it("takes quantizations and required parameters as exclusions, and an image price as a limit", async () => {
    await change("dear", { quantization: "fp8", parameters: ["max_tokens", "seed"] });
    expect((await ask({ provider: { quantizations: ["fp8"] } })).headers.get("x-tollgate-provider")).toBe("dear");
    await change("cheap", { parameters: ["max_tokens"] });
    const seeded = await ask({ seed: 7, provider: { require_parameters: true } });
    expect(seeded.headers.get("x-tollgate-provider")).toBe("dear");
    expect((await ask({ seed: 7 })).headers.get("x-tollgate-provider")).toBe("cheap");
    expect((await ask({ provider: { max_price: { image: 0 } } })).status).toBe(200);
    const wrong = await ask({ provider: { data_collection: "maybe" } });
    expect(await wrong.json()).toMatchObject({
      error: { message: "`provider.data_collection` must be allow or deny." },
    });
  });
});

describe("what a workspace lets happen to its requests", () => {
  const setPolicy = async (data: { dataPolicy?: string; providerRule?: string; providerSlugs?: string[] }) => {
    const { workspaceId } = test.fixture.customer;
    await test.fixture.db.prisma.workspace.update({ where: { id: workspaceId }, data });
    await test.fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "workspace", id: workspaceId }));
  };
  const servedBy = async (more: object) => (await ask(more)).headers.get("x-tollgate-provider");

  it("holds for calls and quotes whatever a request asks, and a request can only be stricter", async () => {
    await setPolicy({ providerRule: "except", providerSlugs: ["cheap"] });
    await eventually(async () => expect(await servedBy({})).toBe("dear"));
    const refused = await ask({ provider: { only: ["cheap"] } });
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({
      error: {
        metadata: { passed_over: expect.arrayContaining([{ provider: "cheap", reason: "workspace_policy" }]) },
      },
    });
    const quote = await fetch(`${test.proxy.url}/v1/quote`, {
      method: "POST",
      headers: { authorization: `Bearer ${test.fixture.customer.key}`, "content-type": "application/json" },
      body: JSON.stringify({ model, messages }),
    });
    const offered = JSON.stringify(await quote.json());
    expect(offered).toContain("dear");
    expect(offered).not.toContain("cheap");
    await change("dear", { dataPolicy: "no_training" });
    await setPolicy({ dataPolicy: "no_training", providerRule: "any", providerSlugs: [] });
    await eventually(async () => expect((await ask({ provider: { only: ["cheap"] } })).status).toBe(404));
    expect(await servedBy({})).toBe("dear");
    expect((await ask({ provider: { zdr: true } })).status).toBe(404);
  });
});

describe("what a caller is told of the route", () => {
  it("names the order and what was passed over, in headers and on the receipt", async () => {
    const sorted = await ask({ provider: { sort: "price", ignore: ["dear"] } });
    expect(sorted.headers.get("x-tollgate-route")).toBe("price");
    expect(sorted.headers.get("x-tollgate-passed-over")).toBe("dear=ignored");
    const receipt = await test.receipt(sorted.headers.get("x-generation-id") ?? "");
    expect(receipt.attempts[0]).toMatchObject({ provider: "cheap", result: "served" });
    const raw = await (await test.get(`/v1/generation?id=${sorted.headers.get("x-generation-id")}`)).json();
    expect(raw).toMatchObject({
      data: { attempts: [{ route: { order: "price", passed_over: [{ provider: "dear", reason: "ignored" }] } }] },
    });
  });

  it("keeps a session named in a header on one endpoint", async () => {
    const providers = new Set<string | null>();
    for (let i = 0; i < 8; i += 1) {
      const response = await fetch(`${test.proxy.url}/v1/chat/completions`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${test.fixture.customer.key}`,
          "content-type": "application/json",
          "x-session-id": "thread-1",
        },
        body: JSON.stringify({ model, messages }),
      });
      providers.add(response.headers.get("x-tollgate-provider"));
    }
    expect(providers.size).toBe(1);
  });
});

describe("what processes know of endpoints", () => {
  it("is told by one to the others, and to one that starts later", async () => {
    cheap.behave(refuse(429, { "retry-after": "30" }));
    expect((await ask({ provider: { sort: "price" } })).headers.get("x-tollgate-provider")).toBe("dear");
    const gate = await openCallGate({
      databaseUrl: stores.url,
      redisUrl: stores.redisUrl,
      encryptionKeys: TEST_ENCRYPTION_KEYS,
    });
    const late = await createProxy({
      desk: deskOf(gate),
      host: "127.0.0.1",
      port: 0,
      egressAllow: parseRanges("127.0.0.1/32"),
    });
    const cooling = test.fixture.providers[0]?.endpointId ?? "";
    const known = () => late.context.health.of(cooling).condition(Date.now(), NO_LIMITS).state;
    await eventually(() => expect(known()).toBe("cooling"));
    const broken = test.fixture.providers[1]?.endpointId ?? "";
    for (let i = 0; i < 5; i += 1) test.proxy.context.health.cut(broken, Date.now());
    const state = () => late.context.health.of(broken).condition(Date.now(), NO_LIMITS).state;
    await eventually(() => expect(state()).toBe("down"));
    test.proxy.context.health.succeeded(broken, null, Date.now());
    await eventually(() => expect(state()).toBe("healthy"));
    await late.stop();
    await gate.close();
  });
});

describe("signals", () => {
  it("come from settled calls, are shown with the endpoints of a model and reach routing", async () => {
    cheap.behave(refuse(503));
    const fallback = await ask({ provider: { sort: "price" } });
    cheap.behave(answer("cheap"));
    const served = await ask({ provider: { order: ["cheap"] } });
    for (const { headers } of [fallback, served]) await test.receipt(headers.get("x-generation-id") ?? "");
    const services = { db: test.fixture.db, now: () => new Date() };
    expect(await rollUpSignals(services)).toMatchObject({ endpoints: 2 });
    await rollUpSignals(services);
    await test.fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "catalogue" }));
    const listed = async () => {
      const body = await (await test.get(`/v1/models/${model}/endpoints`)).json();
      return new Map(Listing.parse(body).data.endpoints.map((endpoint) => [endpoint.tag, endpoint]));
    };
    await eventually(async () => expect((await listed()).get("dear")).toMatchObject({ uptime_last_5m: 100 }));
    expect([...(await listed()).keys()]).toEqual(["cheap", "dear"]);
    const about = { data_policy: "may_train", quantization: "unknown" };
    expect((await listed()).get("cheap")).toMatchObject({ uptime_last_5m: 50, uptime_last_1d: 50, ...about });
    const [slot] = await test.fixture.db.prisma.endpointSlot.findMany({ where: { failed: { gt: 0 } } });
    expect(slot).toMatchObject({ served: 1, failed: 1, rateLimited: 0, failures: { upstream_error: 1 } });
  });

  it("count the calls of tools that endpoints make, and requests with tools avoid one that makes them badly", async () => {
    const tools = [
      {
        type: "function",
        function: {
          name: "weather",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      },
    ];
    const calling =
      (text: string): Behaviour =>
      ({ res, body }) => {
        const calls = Array.from({ length: 10 }, (_, index) => ({
          index,
          id: `call_${index}`,
          type: "function",
          function: { name: "weather", arguments: text },
        }));
        if (body.stream === true) {
          openStream(res);
          res.write(chunk({ tool_calls: calls }));
          res.write(chunk({}, "tool_calls"));
          res.end("data: [DONE]\n\n");
          return;
        }
        const message = { role: "assistant", content: null, tool_calls: calls };
        sendJson(res, 200, { id: "x", model: "echo-1", choices: [{ index: 0, message, finish_reason: "tool_calls" }] });
      };
    cheap.behave(calling('{"town":"Bern"}'));
    const provider = { order: ["cheap"] };
    for (const stream of [false, true]) {
      const called = await ask({ tools, provider }, stream);
      await called.text();
      const receipt = await test.receipt(called.headers.get("x-generation-id") ?? "");
      expect(receipt.attempts).toMatchObject([{ tool_calls: { calls: 10, valid: 0 } }]);
    }
    await rollUpSignals({ db: test.fixture.db, now: () => new Date() });
    await test.fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "catalogue" }));
    const validity = async () => {
      const { endpoints } = Listing.parse(await (await test.get(`/v1/models/${model}/endpoints`)).json()).data;
      return Object.fromEntries(endpoints.map((endpoint) => [endpoint.tag, endpoint.tool_call_validity_last_1d]));
    };
    await eventually(async () => expect(await validity()).toEqual({ cheap: 0, dear: null }));
    expect((await ask({ tools })).headers.get("x-tollgate-provider")).toBe("dear");
    expect((await ask({})).headers.get("x-tollgate-provider")).toBe("cheap");
  });
});
