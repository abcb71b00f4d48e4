import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codexRequest } from "./testing/codex-request.ts";
import { speak } from "./testing/dialect-upstream.ts";
import { chunk, type FakeUpstream, openStream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { TEST_MODEL } from "./testing/surface-calls.ts";

/** Codex' own requests; `pnpm bench codex` runs the program itself. */
const dialects = ["openai-chat", "openai-responses"] as const;

describe.each(dialects)("Codex on an endpoint of %s", (dialect) => {
  let upstream: FakeUpstream;
  let test: ProxyUnderTest;

  beforeAll(async () => {
    upstream = await startFakeUpstream(speak(dialect, "Two files."));
    const endpoint = { slug: "only", dialect, baseUrl: upstream.baseUrl };
    test = await startProxyUnderTest(await createTestDatabase(), { endpoints: [endpoint] });
  });
  afterAll(async () => {
    await test.stop();
    await upstream.stop();
  });

  const ask = (more: readonly object[] = []) =>
    fetch(`${test.proxy.url}/v1/responses`, {
      method: "POST",
      headers: { authorization: `Bearer ${test.fixture.customer.key}` },
      body: JSON.stringify(codexRequest(TEST_MODEL, more)),
    });

  it("is answered without the search that nothing could meter, and told so", async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get("x-tollgate-left-out")).toBe("web_search");
    expect(await response.text()).toContain("event: response.completed");
    const sent = JSON.stringify(upstream.calls.at(-1)?.body);
    expect(sent).not.toContain("web_search");
    expect(sent).toContain("spawn_agent");
    expect(sent).toContain("exec_command");
  });
});

it("a function of a namespace is called by its own name where the endpoint knows functions only", async () => {
  const upstream = await startFakeUpstream(({ res }) => {
    openStream(res);
    const call = { name: "multi_agent_v1__spawn_agent", arguments: '{"cmd":"ls"}' };
    res.write(chunk({ tool_calls: [{ index: 0, id: "call_1", type: "function", function: call }] }));
    res.write(chunk({}, "tool_calls"));
    res.write(chunk({}, null, { choices: [], usage: usage(100, 50) }));
    res.end("data: [DONE]\n\n");
  });
  const test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "only", baseUrl: upstream.baseUrl }],
  });
  const item = { type: "function_call", name: "spawn_agent", namespace: "multi_agent_v1", call_id: "call_1" };
  const earlier = [
    { ...item, arguments: '{"cmd":"ls"}' },
    { type: "function_call_output", call_id: "call_1", output: "done" },
  ];
  const response = await fetch(`${test.proxy.url}/v1/responses`, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.customer.key}` },
    body: JSON.stringify(codexRequest(TEST_MODEL, earlier)),
  });
  const events = [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, json = ""]) => JSON.parse(json));
  expect(events.at(-1)).toMatchObject({ type: "response.completed", response: { output: [item] } });
  expect(upstream.calls.at(-1)?.body.messages).toMatchObject([
    { role: "system" },
    { role: "user" },
    { role: "assistant", tool_calls: [{ id: "call_1", function: { name: "multi_agent_v1__spawn_agent" } }] },
    { role: "tool", tool_call_id: "call_1", content: "done" },
  ]);
  await test.stop();
  await upstream.stop();
});
