import { describe, expect, it } from "vitest";
import { flatName, namespacesOf, splitName } from "./namespaces.ts";
import { readResponsesConversation } from "./read-conversation.ts";
import { responsesSurface } from "./write-reply.ts";

const spawn = { type: "function", name: "spawn", description: "Starts one.", parameters: { type: "object" } };
const body = {
  input: [
    { type: "message", role: "user", content: "Go." },
    { type: "function_call", call_id: "c1", name: "spawn", namespace: "agents", arguments: "{}" },
    { type: "function_call_output", call_id: "c1", output: "started" },
  ],
  tools: [
    { type: "namespace", name: "agents", description: "Sub-agents.", tools: [spawn] },
    { ...spawn, name: "run" },
  ],
};
const head = {
  generationId: "gen-0193f0c0aaaa7bbb8cccdddddddddddd",
  model: "a/b",
  provider: "p",
  createdSeconds: 1,
  namespaces: namespacesOf(body),
};

describe("functions in a namespace", () => {
  it("stand beside the others under both names, also in calls of earlier turns", () => {
    const { tools, turns, unknown } = readResponsesConversation(body);
    expect(tools.map(({ name }) => name)).toEqual(["agents__spawn", "run"]);
    expect(turns[1]?.parts).toMatchObject([{ kind: "tool_call", name: "agents__spawn" }]);
    expect(unknown).toEqual([]);
  });

  it("are called by their own name and the namespace's, whole and in a stream", () => {
    const call = { kind: "tool_call" as const, index: 0, id: "c2", name: "agents__spawn", signature: null };
    const items = [{ ...call, arguments: "{}" }];
    const whole = JSON.parse(responsesSurface.whole([{ items, logprobs: [], finish: "tool_calls" }], head, "{}"));
    const written = { type: "function_call", name: "spawn", namespace: "agents", call_id: "c2" };
    expect(whole.output).toMatchObject([written]);
    const stream = responsesSurface.stream(head);
    const text = stream.write({ ...call, choice: 0 }) + stream.closing("{}", true);
    const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, json = ""]) => JSON.parse(json));
    const told = (type: string) => events.find((event) => event.type === type);
    expect(told("response.output_item.added").item).toMatchObject(written);
    expect(told("response.output_item.done").item).toMatchObject(written);
    expect(told("response.function_call_arguments.done")).toMatchObject({ name: "spawn", namespace: "agents" });
  });

  it("keep their namespace whichever is the longest, and a name that only looks like one is left alone", () => {
    expect(splitName("a__b__c", ["a", "a__b"])).toEqual({ name: "c", namespace: "a__b" });
    expect(splitName("mcp__run", [])).toEqual({ name: "mcp__run" });
    expect(splitName(flatName("agents", "spawn"), ["agents"])).toEqual({ name: "spawn", namespace: "agents" });
    expect(flatName(null, "run")).toBe("run");
  });
});
