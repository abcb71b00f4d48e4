import { describe, expect, it } from "vitest";
import { withoutHostedTools } from "./hosted-tools.ts";

const own = { type: "function", name: "run", parameters: {} };
const search = { type: "web_search", external_web_access: true };
const offer = (more: object) => withoutHostedTools("openai-responses", { model: "a/b", input: "x", ...more });

describe("a tool that a vendor runs and bills apart", () => {
  it("is left out beside functions of the caller's own, and everything else stays as it was", () => {
    const agents = { type: "namespace", name: "agents", tools: [] };
    const { body, leftOut } = offer({ tools: [own, search, agents, { type: "file_search" }], tool_choice: "auto" });
    expect(leftOut).toEqual(["web_search", "file_search"]);
    expect(body).toEqual({ model: "a/b", input: "x", tools: [own, agents], tool_choice: "auto" });
  });

  it.each([
    ["alone", { tools: [search] }],
    ["where some tool must be used", { tools: [own, search], tool_choice: "required" }],
    ["where it is the one to use", { tools: [own, search], tool_choice: { type: "web_search" } }],
  ])("is not left out %s: an answer without it would be another answer", (_, asked) => {
    expect(offer(asked)).toEqual({ body: { model: "a/b", input: "x", ...asked }, leftOut: [] });
  });

  it("is not looked for where nothing of the kind is offered", () => {
    const body = { model: "a/b", input: "x", tools: [own] };
    expect(withoutHostedTools("openai-responses", body).body).toBe(body);
    expect(withoutHostedTools("anthropic-messages", { tools: [own, search] }).leftOut).toEqual([]);
  });
});
