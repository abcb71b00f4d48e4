import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  answer,
  chunk,
  type FakeUpstream,
  openStream,
  startFakeUpstream,
  stream,
  usage,
} from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let test: ProxyUnderTest;
const model = "acme/echo-1";
const messages = [{ role: "user" as const, content: "Say hello." }];

beforeAll(async () => {
  upstream = await startFakeUpstream(answer("Hello!"));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl }],
  });
});
afterAll(async () => {
  await test.stop();
  await upstream.stop();
});

/** What the reply says a call cost, in USD. */
function costOf(reported: object | null | undefined): number {
  return reported && "cost" in reported ? Number(reported.cost) : Number.NaN;
}

describe("the official OpenAI client", () => {
  it("gets a unary answer under our id, model name, provider and cost", async () => {
    upstream.behave(answer("Grüße 👋", usage(1000, 500, { cached: 400, reasoning: 100 })));
    const { data, response } = await test.openai.chat.completions.create({ model, messages }).withResponse();
    expect(data.choices[0]?.message.content).toBe("Grüße 👋");
    expect(data.id).toMatch(/^gen-[0-9a-f]{32}$/);
    expect(data.model).toBe(model);
    expect(data).toMatchObject({ provider: "one" });
    expect(response.headers.get("x-generation-id")).toBe(data.id);
    expect(response.headers.get("x-tollgate-provider")).toBe("one");
    expect(response.headers.get("x-tollgate-attempts")).toBe("1");
    const receipt = await test.receipt(data.id);
    expect(receipt.units).toEqual({ input: 600, cache_read: 400, output: 400, reasoning: 100 });
    expect(receipt.outcome).toBe("completed");
    expect(receipt.usage_source).toBe("reported");
    expect(receipt.attempts).toMatchObject([{ provider: "one", result: "served", status: 200 }]);
    expect(receipt.total_cost).toBe(costOf(data.usage));
    expect(BigInt(receipt.legs.charge_nano ?? 0)).toBe(
      BigInt(receipt.legs.cost_nano ?? 0) +
        BigInt(receipt.legs.platform_fee_nano ?? 0) +
        BigInt(receipt.legs.surcharge_nano ?? 0),
    );
  });

  it("pays the same for a stream as for the same reply in one piece", async () => {
    const reported = usage(1234, 567, { cached: 89, reasoning: 12 });
    upstream.behave(answer("one piece", reported));
    const unary = await test.openai.chat.completions.create({ model, messages });
    upstream.behave(stream(["in ", "pieces"], reported));
    let text = "";
    let streamed: unknown;
    for await (const part of await test.openai.chat.completions.create({ model, messages, stream: true })) {
      text += part.choices[0]?.delta.content ?? "";
      if (part.usage) streamed = part.usage;
    }
    expect(text).toBe("in pieces");
    expect(streamed).toEqual(unary.usage);
    expect(costOf(unary.usage)).toBeGreaterThan(0);
  });

  it("sees OpenAI's usage chunk with empty choices when it asks for it, and never an empty `choices` otherwise", async () => {
    upstream.behave(stream(["hi"]));
    const lastChoices = async (include_usage: boolean) => {
      const parts = await test.openai.chat.completions.create({
        model,
        messages,
        stream: true,
        stream_options: { include_usage },
      });
      const lengths: number[] = [];
      for await (const part of parts) lengths.push(part.choices.length);
      return lengths.at(-1);
    };
    expect(await lastChoices(true)).toBe(0);
    expect(await lastChoices(false)).toBe(1);
    expect(upstream.calls.at(-1)?.body.stream_options).toEqual({ include_usage: true });
  });

  it("streams tool calls", async () => {
    const call = { index: 0, id: "call_1", type: "function", function: { name: "weather", arguments: "" } };
    upstream.behave(({ res }) => {
      openStream(res);
      res.write(chunk({ tool_calls: [call] }));
      for (const part of ['{"ci', 'ty":"Ul', 'm"}'])
        res.write(chunk({ tool_calls: [{ index: 0, function: { arguments: part } }] }));
      res.write(chunk({}, "tool_calls"));
      res.write(chunk({}, null, { choices: [], usage: usage(20, 9) }));
      res.end("data: [DONE]\n\n");
    });
    const runner = test.openai.chat.completions.stream({
      model,
      messages,
      tools: [{ type: "function", function: { name: "weather", parameters: { type: "object" } } }],
    });
    const final = await runner.finalChatCompletion();
    const [tool] = final.choices[0]?.message.tool_calls ?? [];
    expect(tool?.type === "function" ? tool.function.arguments : "").toBe('{"city":"Ulm"}');
  });

  it("sends upstream only what an endpoint of the dialect takes", async () => {
    upstream.behave(answer("ok"));
    await fetch(`${test.proxy.url}/api/v1/chat/completions`, {
      method: "POST",
      headers: { "x-api-key": test.fixture.customer.key },
      body: JSON.stringify({
        model: `${model}:floor`,
        messages,
        provider: { sort: "price" },
        usage: { include: true },
        max_surcharge: "0.01",
        frobnicate: { kept: true },
      }),
    });
    const sent = upstream.calls.at(-1);
    expect(sent?.body).toEqual({ model: "echo-1", messages, frobnicate: { kept: true }, max_tokens: 8192 });
    expect(sent?.headers.authorization).toBe("Bearer sk-demo-fixture");
  });

  it("is charged by a labelled estimate when the endpoint sends no usage", async () => {
    upstream.behave(stream(["The quick brown fox ", "jumps over the lazy dog."], null));
    let id = "";
    let last: unknown;
    for await (const part of await test.openai.chat.completions.create({ model, messages, stream: true })) {
      id = part.id;
      if (part.usage) last = part.usage;
    }
    const receipt = await test.receipt(id);
    expect(receipt.usage_source).toBe("estimated");
    expect(receipt.units.output).toBe(10);
    expect(last).toMatchObject({ usage_source: "estimated", completion_tokens: 10 });
  });

  it("pays nothing for an empty completion", async () => {
    upstream.behave(answer("", usage(1000, 0)));
    const data = await test.openai.chat.completions.create({ model, messages });
    expect(costOf(data.usage)).toBe(0);
    expect((await test.receipt(data.id)).legs.charge_nano).toBe("0");
  });

  it("pays the app's surcharge with the app's key", async () => {
    upstream.behave(answer("hi", usage(1_000_000, 1)));
    const data = await test.client(test.fixture.app.key).chat.completions.create({ model, messages, max_tokens: 10 });
    expect(data.usage).toMatchObject({ cost_details: { surcharge: 0.500002 } });
  });
});
