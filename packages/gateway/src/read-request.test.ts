import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDialect } from "./dialect-quirks.ts";
import type { InferenceRequest } from "./inference-request.ts";
import { readRequest } from "./read-request.ts";
import { upstreamBody } from "./upstream-body.ts";

const messages = [{ role: "user", content: "Grüße 👋" }];

function read(body: unknown): InferenceRequest {
  const result = readRequest(Buffer.from(typeof body === "string" ? body : JSON.stringify(body)));
  if (result.kind !== "request") throw new Error(JSON.stringify(result));
  return result.request;
}

function send(body: unknown, needs: { model?: string; max?: number; dialect?: string } = {}): unknown {
  const quirks = readDialect(needs.dialect ?? "openai-chat");
  if (!quirks) throw new Error("unknown dialect");
  const bytes = upstreamBody(read(body), { model: needs.model ?? "up", maxOutputTokens: needs.max ?? 100, quirks });
  return JSON.parse(bytes.toString());
}

describe("reading", () => {
  it("never throws, whatever arrives", () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readRequest(Buffer.from(bytes))));
    fc.assert(fc.property(fc.json(), (text) => void readRequest(Buffer.from(text))));
    const loose = fc.record(
      Object.fromEntries(
        [
          "model",
          "models",
          "messages",
          "stream",
          "max_tokens",
          "n",
          "provider",
          "usage",
          "stream_options",
          "max_surcharge",
        ].map((name) => [name, fc.jsonValue()]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(fc.property(loose, (body) => void readRequest(Buffer.from(JSON.stringify(body)))));
  });

  it.each([
    [{ messages }, "model"],
    [{ model: 3, messages }, "model"],
    [{ model: "m" }, "messages"],
    [{ model: "m", messages: ["x"] }, "messages[0].role"],
    [{ model: "m", messages, n: 0 }, "n"],
    [{ model: "m", messages, max_completion_tokens: 1.5 }, "max_completion_tokens"],
    [{ model: "m", messages, provider: { sort: "fun" } }, "provider.sort"],
    [{ model: "m", messages, provider: { max_price: { prompt: "x" } } }, "provider.max_price.prompt"],
    [{ model: "m", messages, max_surcharge: -1 }, "max_surcharge"],
  ])("%j is refused at %s", (body, param) => {
    expect(readRequest(Buffer.from(JSON.stringify(body)))).toMatchObject({ kind: "invalid_request", param });
  });

  it("refuses a key that appears twice, also when it is written with an escape", () => {
    const text = '{"model":"m","messages":[{"role":"user"}],"max_tokens":1,"m\\u0061x_tokens":9}';
    expect(readRequest(Buffer.from(text))).toMatchObject({ kind: "invalid_request", param: "max_tokens" });
  });

  it("reads prices exactly and takes suffixes off", () => {
    const request = read({
      model: "a/b:nitro",
      messages,
      max_surcharge: "0.000000001",
      provider: { max_price: { prompt: 0.1 } },
    });
    expect(request.maxSurchargeNano).toBe(1n);
    expect(request.preferences.maxPrice?.input).toBe(100_000_000n);
    expect(request.preferences.sort).toBe("throughput");
    expect(request.models).toEqual([{ id: "a/b", written: "a/b:nitro", sort: "throughput" }]);
  });

  it("bounds input the same whatever says how to answer and what it may cost, wherever it stands and however it is spaced", () => {
    const bound = (text: string) => {
      const request = readRequest(Buffer.from(text));
      return request.kind === "request" ? request.request.inputTokensBound : null;
    };
    const [model, said] = ['"model": "m"', '"messages": [{"role": "user", "content": "Grüße"}]'];
    const more = '"max_surcharge": "0.1", "stream": true, "stream_options": {"include_usage": true}, "max_tokens": 9';
    const plain = bound(`{${model}, ${said}}`);
    expect(plain).toBe(Buffer.byteLength(`{${model}, ${said}}`));
    for (const text of [`{${more}, ${model}, ${said}}`, `{${model}, ${more}, ${said}}`, `{${model}, ${said}, ${more}}`])
      expect(bound(text)).toBe(plain);
  });

  it("bounds input by bytes for text, and images by what vendors charge for them", () => {
    const text = { model: "m", messages: [{ role: "user", content: "x".repeat(1000) }] };
    expect(read(text).inputTokensBound).toBe(JSON.stringify(text).length);
    const url = `data:image/png;base64,${"A".repeat(500_000)}`;
    const image = { model: "m", messages: [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }] };
    expect(read(image).inputTokensBound).toBeLessThan(33_000);
  });
});

describe("what an endpoint gets", () => {
  it("is the caller's own buffer when nothing has to change", () => {
    const request = read({ model: "up", messages, max_tokens: 10, other: { kept: [1, 2.0] } });
    const quirks = readDialect("openai-chat");
    if (!quirks) throw new Error("unknown dialect");
    expect(upstreamBody(request, { model: "up", maxOutputTokens: 100, quirks })).toBe(request.bytes);
  });

  it("has our extensions taken out, the model renamed, the output limited and usage asked for", () => {
    expect(
      send({ model: "a/b", messages, stream: true, provider: {}, models: ["x"], max_surcharge: 1, seed: 7 }),
    ).toEqual({
      model: "up",
      messages,
      stream: true,
      seed: 7,
      max_tokens: 100,
      stream_options: { include_usage: true },
    });
    expect(send({ model: "a/b", messages, max_completion_tokens: 500 })).toMatchObject({ max_completion_tokens: 100 });
    expect(send({ model: "a/b", messages, max_tokens: 5 })).toMatchObject({ max_tokens: 5 });
    expect(send({ models: ["a/b"], messages })).toMatchObject({ model: "up" });
    expect(
      send({ model: "a/b", messages, stream: true, stream_options: { include_usage: false, x: 1 } }),
    ).toMatchObject({
      stream_options: { include_usage: true, x: 1 },
    });
    expect(send({ model: "a", messages }, { dialect: "openai-chat+max-completion-tokens" })).toMatchObject({
      max_completion_tokens: 100,
    });
  });

  it("keeps every other member byte for byte", () => {
    const raw = '{ "a" : 1.0e2 , "model":"m","messages":[{"role":"user","content":"\\u00e9"}], "z":[ 1 , {} ] }';
    const quirks = readDialect("openai-chat");
    if (!quirks) throw new Error("unknown dialect");
    const sent = upstreamBody(read(raw), { model: "up", maxOutputTokens: 9, quirks }).toString();
    expect(sent).toContain('"a" : 1.0e2');
    expect(sent).toContain('"z":[ 1 , {} ]');
    expect(sent).toContain('"content":"\\u00e9"');
  });
});
