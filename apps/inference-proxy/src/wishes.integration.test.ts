import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answer, type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { addManagementKey } from "./testing/management-key.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

/** What clients of other gateways ask for: done, refused in a sentence, or named as left out; never passed over in silence. */
const model = "acme/echo-1";
const reader = "acme/reader-1";
const thinker = "acme/thinker-1";
const messages = [{ role: "user", content: "Say hello." }];

let upstream: FakeUpstream;
let dear: FakeUpstream;
let test: ProxyUnderTest;

beforeAll(async () => {
  upstream = await startFakeUpstream(answer("Hello!"));
  dear = await startFakeUpstream(answer("Hello!"));
  test = await startProxyUnderTest(await createTestDatabase(), {
    models: [
      { id: reader, outputModalities: ["text"] },
      { id: thinker, outputModalities: ["text"] },
    ],
    endpoints: [
      { slug: "cheap", baseUrl: upstream.baseUrl, inputUsd: "1", outputUsd: "1" },
      { slug: "dear", baseUrl: dear.baseUrl, inputUsd: "9", outputUsd: "9" },
      { slug: "reader", modelId: reader, baseUrl: upstream.baseUrl },
      { slug: "thinker", modelId: thinker, upstreamModel: "gpt-5-mini", baseUrl: upstream.baseUrl },
    ],
  });
});
afterAll(async () => {
  await test.stop();
  await Promise.all([upstream.stop(), dear.stop()]);
});

async function ask(path: string, body: object, apiKey = test.fixture.customer.key) {
  const response = await fetch(test.proxy.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const chat = (more: object) => ask("/v1/chat/completions", { model, messages, ...more });
const refusal = (message: RegExp) => ({ error: { message: expect.stringMatching(message) } });

describe("what is asked of routing", () => {
  it("may be sorted by an object, as OpenRouter's own package writes it", async () => {
    const sorted = await chat({ provider: { sort: { by: "price", partition: "model" } } });
    expect(sorted.status).toBe(200);
    expect(sorted.headers.get("x-tollgate-route")).toBe("price");
    expect(sorted.headers.get("x-tollgate-left-out")).toBeNull();
    expect((await chat({ provider: { sort: { by: "beauty" } } })).status).toBe(400);
  });

  it("is named in a header where nobody here knows it", async () => {
    const answered = await chat({
      provider: { allow_fallback: false, sort: { partition: "none" } },
      transforms: ["middle-out"],
      service_tier: "flex",
    });
    expect(answered.status).toBe(200);
    expect(answered.headers.get("x-tollgate-left-out")).toBe(
      "transforms, service_tier, provider.allow_fallback, provider.sort.partition",
    );
    const usual = await chat({ transforms: [], service_tier: "auto", provider: { zdr: null } });
    expect(usual.headers.get("x-tollgate-left-out")).toBeNull();
  });

  it("is refused where it would exclude something nobody here can tell", async () => {
    const refused = await chat({ provider: { enforce_distillable_text: true } });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject(refusal(/may be distilled/));
    expect((await chat({ provider: { enforce_distillable_text: false } })).status).toBe(200);
  });

  it("says which suffixes there are when it names another", async () => {
    const refused = await chat({ model: `${model}:free` });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject(refusal(/takes :floor .* and :nitro .* but no :free/));
    expect(refused.body).toMatchObject({ error: { metadata: { known_model: model } } });
    expect((await chat({ model: "nobody/nothing:free" })).body).toMatchObject(
      refusal(/^There is no model .* pick an id/),
    );
  });
});

describe("a model that reads text alone", () => {
  const picture = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } };
  const shows = [{ role: "user", content: [{ type: "text", text: "What is it?" }, picture] }];

  it("is not asked about pictures and sound", async () => {
    const before = upstream.calls.length;
    const sound = { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } };
    const refused = await chat({ model: reader, messages: [{ role: "user", content: [picture, sound] }] });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      error: { code: "not_carried", metadata: { not_carried: ["pictures", "sound"] } },
    });
    expect(upstream.calls.length).toBe(before);
    expect((await chat({ models: [model], model: reader, messages: shows })).body).toMatchObject({ model });
  });

  it("may be asked about the word", async () => {
    const words = [{ role: "user", content: 'Explain {"type": "image_url"}.' }];
    expect((await chat({ model: reader, messages: words })).status).toBe(200);
  });
});

describe("paths of other APIs", () => {
  it("are refused in the words of the API they belong to", async () => {
    const batches = await ask("/v1/messages/batches", {});
    expect(batches.status).toBe(404);
    expect(batches.body).toMatchObject({ type: "error", error: { type: "not_found_error" } });
    const missing = await test.get("/v1beta/models/nobody/nothing");
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { status: "NOT_FOUND" } });
  });

  it("say that models have no categories", async () => {
    const response = await test.get("/v1/models?category=programming");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject(refusal(/no categories/));
  });
});

describe("a limit that would count what providers bill on own keys", () => {
  it("is refused, since nobody here knows it", async () => {
    const { secret: key } = await addManagementKey(test, test.fixture.customer.workspaceId);
    const refused = await ask("/v1/keys", { name: "Night", include_byok_in_limit: true }, key);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject(refusal(/counts on no limit/));
    expect((await ask("/v1/keys", { name: "Day", include_byok_in_limit: false }, key)).status).toBe(201);
  });
});

describe("a key that is asked for twice with one Idempotency-Key", () => {
  async function make(idempotencyKey: string, body: object, apiKey: string) {
    const response = await fetch(`${test.proxy.url}/v1/keys`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "idempotency-key": idempotencyKey },
      body: JSON.stringify(body),
    });
    const answered: { key?: string } = JSON.parse(await response.text());
    return { status: response.status, headers: response.headers, body: answered };
  }

  it("is made once and told again, and what is kept opens for nobody else", async () => {
    const { workspaceId } = test.fixture.customer;
    const [{ secret: mine }, { secret: other }] = [
      await addManagementKey(test, workspaceId),
      await addManagementKey(test, workspaceId),
    ];
    const first = await make("deploy-7", { name: "Deploy" }, mine);
    expect(first.status).toBe(201);
    // The answer is kept right after it was sent.
    const retry = () => make("deploy-7", { name: "Deploy" }, mine);
    await expect.poll(async () => (await retry()).status, { timeout: 10_000 }).toBe(201);
    const again = await retry();
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await make("deploy-7", { name: "Another" }, mine)).status).toBe(422);
    expect((await make("deploy-7", { name: "Deploy" }, other)).body).not.toEqual(first.body);
    const made = await test.fixture.db.prisma.apiKey.count({ where: { workspaceId, name: "Deploy" } });
    expect(made).toBe(2);
    const { redis } = test.fixture;
    for (const name of await redis.keys("*")) {
      if ((await redis.type(name)) !== "hash") continue;
      const fields = await redis.hgetallBuffer(name);
      for (const value of Object.values(fields)) expect(value.includes(first.body.key ?? "none")).toBe(false);
    }
  });

  it("is free again when it was refused", async () => {
    const { secret } = await addManagementKey(test, test.fixture.customer.workspaceId);
    expect((await make("wrong", { name: "Deploy", limit: -1 }, secret)).status).toBe(400);
    expect((await make("wrong", { name: "Deploy", limit: 1 }, secret)).status).toBe(201);
  });
});

describe("what a model of OpenAI's that thinks refuses", () => {
  it("is left out and named, and its limit is said in its own word", async () => {
    const answered = await chat({ model: thinker, temperature: 0.2, max_tokens: 50, reasoning: { effort: "low" } });
    expect(answered.status).toBe(200);
    expect(answered.headers.get("x-tollgate-left-out")).toBe("temperature");
    const sent = upstream.calls.at(-1)?.body;
    expect(sent).toMatchObject({ model: "gpt-5-mini", max_completion_tokens: 50, reasoning_effort: "low" });
    for (const member of ["temperature", "max_tokens", "reasoning"]) expect(sent).not.toHaveProperty(member);
  });

  it("is refused where the answer would be another one, or where every parameter is to count", async () => {
    const stopped = await chat({ model: thinker, stop: ["END"] });
    expect(stopped.body).toMatchObject({ error: { code: "not_carried", metadata: { not_carried: ["stop"] } } });
    const strict = await chat({ model: thinker, temperature: 0.2, provider: { require_parameters: true } });
    expect(strict.body).toMatchObject({ error: { code: "not_carried", metadata: { not_carried: ["temperature"] } } });
  });

  it("is not listed among its parameters", async () => {
    const listed = await fetch(`${test.proxy.url}/v1/models/${thinker}`);
    const told = await listed.json();
    expect(told).toMatchObject({ supported_parameters: expect.arrayContaining(["max_tokens", "seed"]) });
    for (const name of ["temperature", "top_p", "stop", "logprobs"])
      expect(told).not.toMatchObject({ supported_parameters: expect.arrayContaining([name]) });
  });
});
