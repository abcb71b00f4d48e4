import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { tool as langchainTool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { Agent, tool as agentTool, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner } from "@openai/agents";
import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { OpenRouter } from "@openrouter/sdk";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { tool as aiTool, generateText, stepCountIs, streamText } from "ai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { weatherModel } from "./testing/scripted-model.ts";
import { TEST_MODEL as model } from "./testing/surface-calls.ts";

/** Agents with a tool, by the packages people build them with, unmodified: two calls of the model and one of the tool. */
const QUESTION = "How is the weather in Łódź?";
const ANSWER = "It is 21 °C in Łódź.";
const parameters = z.object({ city: z.string() });
const description = "Tells the weather.";

let upstream: FakeUpstream;
let test: ProxyUnderTest;
let cities: string[];
let apiKey: string;
let baseURL: string;

const weatherIn = ({ city }: { city: string }) => {
  cities.push(city);
  return "21 °C";
};

beforeAll(async () => {
  upstream = await startFakeUpstream(weatherModel());
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "only", baseUrl: upstream.baseUrl }],
  });
  apiKey = test.fixture.customer.key;
  baseURL = `${test.proxy.url}/v1`;
});
beforeEach(() => {
  cities = [];
});
afterAll(async () => {
  await test.stop();
  await upstream.stop();
});

/** Two calls were charged, each in full. */
async function expectTwoCallsCharged(before: number): Promise<void> {
  expect(cities).toEqual(["Łódź"]);
  expect(upstream.calls.length - before).toBe(2);
}

describe("@openai/agents", () => {
  const agentOn = (surface: "chat" | "responses") => {
    const client = test.client(apiKey);
    return new Agent({
      name: "Weather",
      instructions: "Answer with the tool.",
      model:
        surface === "chat" ? new OpenAIChatCompletionsModel(client, model) : new OpenAIResponsesModel(client, model),
      tools: [agentTool({ name: "get_weather", description, parameters, execute: weatherIn })],
    });
  };
  const runner = new Runner({ tracingDisabled: true });

  it.each(["chat", "responses"] as const)("runs its tool and ends with an answer through %s", async (surface) => {
    const before = upstream.calls.length;
    const result = await runner.run(agentOn(surface), QUESTION);
    expect(result.finalOutput).toBe(ANSWER);
    expect(result.rawResponses.map(({ usage }) => usage.totalTokens)).toEqual([150, 150]);
    await expectTwoCallsCharged(before);
  });

  it.each(["chat", "responses"] as const)("streams the same through %s", async (surface) => {
    const before = upstream.calls.length;
    const result = await runner.run(agentOn(surface), QUESTION, { stream: true as const });
    let text = "";
    for await (const piece of result.toTextStream({ compatibleWithNodeStreams: false })) text += piece;
    await result.completed;
    expect(text).toBe(ANSWER);
    expect(result.finalOutput).toBe(ANSWER);
    await expectTwoCallsCharged(before);
  });
});

describe("@openrouter/ai-sdk-provider", () => {
  const settings = () => ({
    model: createOpenRouter({ apiKey, baseURL: `${test.proxy.url}/api/v1` })(model),
    prompt: QUESTION,
    tools: { get_weather: aiTool({ description, inputSchema: parameters, execute: weatherIn }) },
    stopWhen: stepCountIs(3),
    maxRetries: 0,
  });

  it("runs a tool, reads the cost and the provider of each call", async () => {
    const before = upstream.calls.length;
    const result = await generateText(settings());
    expect(result.text).toBe(ANSWER);
    expect(result.totalUsage).toMatchObject({ inputTokens: 200, outputTokens: 100 });
    const openrouter = result.providerMetadata?.openrouter;
    expect(openrouter).toMatchObject({ provider: "only", usage: { totalTokens: 150 } });
    expect(Object(openrouter?.usage).cost).toBeGreaterThan(0);
    await expectTwoCallsCharged(before);
  });

  it("streams the same", async () => {
    const before = upstream.calls.length;
    const streamed = streamText(settings());
    let text = "";
    for await (const piece of streamed.textStream) text += piece;
    expect(text).toBe(ANSWER);
    expect(await streamed.totalUsage).toMatchObject({ inputTokens: 200, outputTokens: 100 });
    await expectTwoCallsCharged(before);
  });
});

describe("@langchain/openai", () => {
  const weather = () => langchainTool(weatherIn, { name: "get_weather", description, schema: parameters });
  const chat = (useResponsesApi: boolean) =>
    new ChatOpenAI({ model, apiKey, maxRetries: 0, useResponsesApi, configuration: { baseURL } });

  it.each([false, true])("runs a tool, whole and streamed (through responses: %s)", async (useResponsesApi) => {
    const before = upstream.calls.length;
    const tool = weather();
    const bound = chat(useResponsesApi).bindTools([tool]);
    const asked = await bound.invoke([new HumanMessage(QUESTION)]);
    const [call] = asked.tool_calls ?? [];
    expect(call).toMatchObject({ name: "get_weather", args: { city: "Łódź" } });
    expect(asked.usage_metadata).toMatchObject({ input_tokens: 100, output_tokens: 50 });
    const result = new ToolMessage({
      content: await tool.invoke(parameters.parse(call?.args)),
      tool_call_id: call?.id ?? "",
    });
    let text = "";
    for await (const piece of await bound.stream([new HumanMessage(QUESTION), asked, result])) text += piece.text;
    expect(text).toBe(ANSWER);
    await expectTwoCallsCharged(before);
  });
});

describe("@openrouter/sdk", () => {
  const client = () =>
    new OpenRouter({ apiKey, serverURL: `${test.proxy.url}/api/v1`, retryConfig: { strategy: "none" } });
  const schema = { type: "object", properties: { city: { type: "string" } } };
  const tool = { type: "function" as const, function: { name: "get_weather", description, parameters: schema } };
  const chatRequest = { model, messages: [{ role: "user" as const, content: QUESTION }], tools: [tool] };

  it("sends a chat, whole and streamed, and its schemas take every chunk", async () => {
    const whole = await client().chat.send({ chatRequest: { ...chatRequest, stream: false } });
    if (!("choices" in whole)) throw new TypeError("a stream was not asked for");
    expect(whole.choices[0]?.message.toolCalls).toMatchObject([{ function: { arguments: '{"city":"Łódź"}' } }]);
    expect(whole.usage?.cost).toBeGreaterThan(0);
    const stream = await client().chat.send({ chatRequest: { ...chatRequest, stream: true } });
    if ("choices" in stream) throw new TypeError("a stream was asked for");
    let streamed = "";
    for await (const { choices } of stream)
      for (const call of choices[0]?.delta.toolCalls ?? []) streamed += call.function?.arguments ?? "";
    expect(streamed).toBe('{"city":"Łódź"}');
  });

  it("asks for a response, whole and streamed, and its schemas take every event", async () => {
    const responsesRequest = { model, input: QUESTION };
    const whole = await client().beta.responses.send({ responsesRequest: { ...responsesRequest, stream: false } });
    if (!("output" in whole)) throw new TypeError("a stream was not asked for");
    expect(whole.output).toMatchObject([{ type: "function_call", name: "get_weather" }]);
    const stream = await client().beta.responses.send({ responsesRequest: { ...responsesRequest, stream: true } });
    if ("output" in stream) throw new TypeError("a stream was asked for");
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    expect([types.at(0), types.at(-1)]).toEqual(["response.created", "response.completed"]);
  });
});
