import { createTestDatabase } from "@tollgate/db/testing/test-database";
import type OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerKept } from "./testing/answer-kept.ts";
import { speak } from "./testing/dialect-upstream.ts";
import { type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { addManagementKey } from "./testing/management-key.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { TEST_MODEL as model } from "./testing/surface-calls.ts";

const dialects = ["openai-chat", "openai-responses", "anthropic-messages", "gemini-generate"] as const;

let upstream: FakeUpstream;
let test: ProxyUnderTest;

async function start(dialect: string): Promise<void> {
  upstream = await startFakeUpstream(speak(dialect, "Grüße 👋 from afar."));
  const endpoint = { slug: "only", dialect, baseUrl: upstream.baseUrl };
  test = await startProxyUnderTest(await createTestDatabase(), { endpoints: [endpoint] });
}

async function stop(): Promise<void> {
  await test.stop();
  await upstream.stop();
}

const lastAsked = () => JSON.stringify(upstream.calls.at(-1)?.body);

describe.each(dialects)("on an endpoint of %s", (dialect) => {
  beforeAll(() => start(dialect));
  afterAll(stop);

  it("a response that was asked to be kept is carried on by its id, whole or streamed, and given back as it was", async () => {
    const first = await test.openai.responses.create({ model, input: "One secret word: heron.", store: true });
    expect(first).toMatchObject({ store: true });
    const stream = test.openai.responses.stream({
      model,
      input: [{ role: "user", content: "And another: otter." }],
      previous_response_id: first.id,
      store: true,
    });
    const second = await stream.finalResponse();
    expect(second).toMatchObject({ store: true, previous_response_id: first.id });
    expect(lastAsked()).toContain("heron");
    expect(lastAsked()).toContain("from afar");
    const third = await test.openai.responses.create({ model, input: "Both?", previous_response_id: second.id });
    expect(third).not.toMatchObject({ store: true });
    for (const word of ["heron", "otter", "Both?"]) expect(lastAsked()).toContain(word);
    expect(lastAsked()).not.toContain(second.id);
    const read = await test.openai.responses.retrieve(second.id);
    expect(read).toMatchObject({ id: second.id, status: "completed", previous_response_id: first.id });
    expect(read.output_text).toBe(second.output_text);
    await expect(test.openai.responses.retrieve(third.id)).rejects.toMatchObject({ status: 404 });
  });
});

describe("kept responses", () => {
  beforeAll(() => start("openai-chat"));
  afterAll(stop);

  const keep = async (client: OpenAI) => (await client.responses.create({ model, input: "heron", store: true })).id;

  it("are nobody else's: not an app's, not the workspace's when an app asked", async () => {
    const app = test.client(test.fixture.app.key);
    const [own, apps] = [await keep(test.openai), await keep(app)];
    await expect(app.responses.retrieve(own)).rejects.toMatchObject({ status: 404, code: "response_not_found" });
    await expect(test.openai.responses.retrieve(apps)).rejects.toMatchObject({ status: 404 });
    await expect(app.responses.create({ model, input: "go on", previous_response_id: own })).rejects.toMatchObject({
      status: 404,
      code: "response_not_found",
    });
    expect((await app.responses.retrieve(apps)).id).toBe(apps);
  });

  it("are gone once they are deleted, and deleting again finds nothing", async () => {
    const id = await keep(test.openai);
    await test.openai.responses.delete(id);
    await expect(test.openai.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    await expect(test.openai.responses.delete(id)).rejects.toMatchObject({ status: 404 });
  });

  it("are not kept unless the request says so, nor where it wants nothing kept", async () => {
    const { id } = await test.openai.responses.create({ model, input: "heron" });
    await expect(test.openai.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    const zdr: object = { provider: { zdr: true } };
    await expect(test.openai.responses.create({ model, input: "heron", store: true, ...zdr })).rejects.toMatchObject({
      status: 400,
      param: "store",
    });
  });

  it("can be quoted for, with all that comes before", async () => {
    const id = await keep(test.openai);
    const quote = (body: object) =>
      fetch(`${test.proxy.url}/v1/quote/responses`, {
        method: "POST",
        headers: { authorization: `Bearer ${test.fixture.customer.key}` },
        body: JSON.stringify({ model, input: "go on", ...body }),
      });
    expect((await quote({ previous_response_id: id })).status).toBe(200);
    expect((await quote({ previous_response_id: "gen-none" })).status).toBe(404);
    expect((await quote({ previous_response_id: 1 })).status).toBe(400);
  });
});

describe("the cache of answers", () => {
  beforeAll(() => start("openai-chat"));
  afterAll(stop);

  it("is cleared by a management key of the workspace, and by no other key", async () => {
    const ask = () =>
      fetch(`${test.proxy.url}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${test.fixture.customer.key}`, "x-tollgate-cache": "on" },
        body: JSON.stringify({ model, messages: [{ role: "user", content: "Say hello." }] }),
      });
    const clear = (key: string) =>
      fetch(`${test.proxy.url}/v1/cache`, { method: "DELETE", headers: { authorization: `Bearer ${key}` } });
    await (await ask()).text();
    await answerKept(test);
    expect((await clear(test.fixture.customer.key)).status).toBe(403);
    const { secret: key } = await addManagementKey(test, test.fixture.customer.workspaceId);
    expect(await (await clear(key)).json()).toEqual({ data: { cleared: 1 } });
    expect((await ask()).headers.get("x-tollgate-cache")).toBe("miss");
    const audit = await test.fixture.db.prisma.auditEvent.findMany({ where: { action: "clearCachedAnswers" } });
    expect(audit).toMatchObject([{ workspaceId: test.fixture.customer.workspaceId, detail: { cleared: 1 } }]);
  });
});
