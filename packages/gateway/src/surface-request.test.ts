import { describe, expect, it } from "vitest";
import { readDialect } from "./dialect-quirks.ts";
import type { InferenceRequest } from "./inference-request.ts";
import { objectIn } from "./json-fields.ts";
import { readSurfaceRequest } from "./read-surface-request.ts";
import type { SurfaceName } from "./surfaces.ts";
import { upstreamBody } from "./upstream-body.ts";
import { credentialHeaders, upstreamPath } from "./upstream-call.ts";

function read(surface: SurfaceName, body: object, address: { model: string; stream: boolean } | null = null) {
  return readSurfaceRequest(surface, Buffer.from(JSON.stringify(body)), { address, contentType: null });
}

function understood(...input: Parameters<typeof read>): InferenceRequest {
  const result = read(...input);
  if (result.kind !== "request") throw new TypeError(result.message);
  return result.request;
}

function sent(request: InferenceRequest, dialect: string): Record<string, unknown> {
  const quirks = readDialect(dialect);
  if (!quirks) throw new TypeError("unknown dialect");
  return JSON.parse(upstreamBody(request, { model: "theirs", maxOutputTokens: 100, quirks }).toString());
}

const message = { model: "a/b", max_tokens: 500, messages: [{ role: "user", content: "Grüße" }] };

describe("a request that stays in its dialect", () => {
  it("keeps members nobody here knows, and loses what is ours", () => {
    const body = sent(
      understood("anthropic-messages", { ...message, mcp_servers: [1], provider: {} }),
      "anthropic-messages",
    );
    expect(body).toEqual({ ...message, model: "theirs", max_tokens: 100, mcp_servers: [1] });
  });

  it("is never stored under the platform's own account", () => {
    const asked = { model: "a/b", input: "Hello", store: true, future_member: 1 };
    expect(sent(understood("openai-responses", asked), "openai-responses")).toEqual({
      ...asked,
      model: "theirs",
      store: false,
      max_output_tokens: 100,
    });
    for (const stored of [{ previous_response_id: "resp_1" }, { background: true }, { conversation: "conv_1" }])
      expect(read("openai-responses", { ...asked, ...stored }).kind).toBe("invalid_request");
    const cached = { contents: [{ parts: [{ text: "x" }] }], cachedContent: "cachedContents/1" };
    expect(read("gemini-generate", cached, { model: "a/b", stream: false }).kind).toBe("invalid_request");
  });

  it("is refused when it asks for what a vendor bills apart from tokens", () => {
    const advised = { ...message, tools: [{ type: "advisor_20260301", name: "advisor", model: "x" }] };
    expect(read("anthropic-messages", advised).kind).toBe("invalid_request");
    expect(read("anthropic-messages", { ...message, speed: "fast" }).kind).toBe("invalid_request");
    const searching = { model: "a/b", input: "x", tools: [{ type: "web_search_preview" }] };
    expect(read("openai-responses", searching).kind).toBe("invalid_request");
    const grounded = { contents: [{ parts: [{ text: "x" }] }], tools: [{ googleSearch: {} }] };
    expect(read("gemini-generate", grounded, { model: "a/b", stream: false }).kind).toBe("invalid_request");
    expect(read("anthropic-messages", { ...message, tools: [{ type: "web_search_20260209" }] }).kind).toBe("request");
  });

  it("takes Gemini's model and streaming from the address and holds the ceiling", () => {
    const asked = {
      contents: [{ parts: [{ text: "x" }] }],
      generationConfig: { maxOutputTokens: 900, mediaResolution: "LOW" },
    };
    const request = understood("gemini-generate", asked, { model: "a/b", stream: true });
    expect([request.models[0]?.id, request.stream, request.maxOutputTokens]).toEqual(["a/b", true, 900]);
    expect(objectIn(sent(request, "gemini-generate").generationConfig)).toEqual({
      maxOutputTokens: 100,
      mediaResolution: "LOW",
    });
  });
});

describe("a request of another surface", () => {
  it("without what it needs is refused with the member's name", () => {
    for (const [surface, body, param] of [
      ["anthropic-messages", { ...message, max_tokens: undefined }, "max_tokens"],
      ["anthropic-messages", { ...message, messages: [] }, "messages"],
      ["openai-responses", { model: "a/b" }, "input"],
    ] as const)
      expect(read(surface, body)).toMatchObject({ kind: "invalid_request", param });
  });

  it("is held for its bytes, and for pictures as pictures", () => {
    const data = "A".repeat(400_000);
    const picture = { type: "image", source: { type: "base64", media_type: "image/png", data } };
    const request = understood("anthropic-messages", { ...message, messages: [{ role: "user", content: [picture] }] });
    expect(request.inputTokensBound).toBeLessThan(40_000);
    expect(understood("anthropic-messages", message).inputTokensBound).toBeGreaterThan(40);
  });
});

describe("searches an endpoint makes by itself", () => {
  it("are bounded by what the caller allows, or by a sane number", () => {
    const search = { type: "web_search_20250305", name: "web_search" };
    const bound = (tools: unknown[]) => understood("anthropic-messages", { ...message, tools }).unitsBound;
    expect(bound([{ ...search, max_uses: 3 }])).toEqual({ search: 3 });
    expect(bound([search])).toEqual({ search: 10 });
    expect(bound([{ name: "web_search", input_schema: { type: "object" } }])).toEqual({});
  });
});

describe("an endpoint's address and credential", () => {
  it("are what its vendor takes", () => {
    expect(upstreamPath("gemini-generate", "gemini-x", true)).toBe("/models/gemini-x:streamGenerateContent?alt=sse");
    expect(upstreamPath("bedrock-converse", "us.vendor.model-v1:0", false)).toBe(
      "/model/us.vendor.model-v1%3A0/converse",
    );
    const headers = (dialect: string) => {
      const quirks = readDialect(dialect);
      return quirks && credentialHeaders(quirks, "k");
    };
    expect(headers("openai-chat+azure")).toEqual(["api-key", "k"]);
    expect(headers("anthropic-messages")).toEqual(["anthropic-version", "2023-06-01", "x-api-key", "k"]);
    expect(headers("gemini-generate")).toEqual(["x-goog-api-key", "k"]);
    expect(headers("gemini-generate+vertex")).toEqual(["authorization", "Bearer k"]);
    expect(headers("unheard-of")).toBeNull();
  });
});
