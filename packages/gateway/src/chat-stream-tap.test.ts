import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatStreamTap } from "./chat-stream-tap.ts";
import { fromByteText, toByteText } from "./json-members.ts";

const identity = { generationId: `gen-${"0".repeat(32)}`, model: "acme/echo", provider: "Übung" };
const envelope = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_770_000_000, model: "echo" };
const event = (body: object, end = "\n\n") => `data: ${JSON.stringify({ ...envelope, ...body })}${end}`;
const delta = (content: object, finish: string | null = null) => ({
  choices: [{ index: 0, delta: content, finish_reason: finish }],
});
const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };

function run(text: string, cuts: readonly number[]) {
  const tap = new ChatStreamTap(identity);
  const bytes = toByteText(text);
  let out = "";
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    out += tap.push(bytes.slice(from, cut));
    from = cut;
  }
  out += tap.end();
  return { tap, out: fromByteText(out) };
}

const ours = (text: string) =>
  text
    .replaceAll('"id":"chatcmpl-1"', `"id":"${identity.generationId}","provider":"Übung"`)
    .replaceAll('"model":"echo"', '"model":"acme/echo"');

describe("a stream split anywhere", () => {
  const opening = event(delta({ role: "assistant", content: "" }));
  const middle = `: a comment\n\n${event(delta({ content: 'Grüße 👋 "quoted" \\ \n' }))}${event(delta({ content: "x" }))}`;
  const text = `${opening}${middle}${event(delta({}, "stop"))}${event({ choices: [], usage })}data: [DONE]\n\n`;

  it("gives the same bytes, usage and text for a cut at every byte", () => {
    const whole = run(text, []);
    const { length } = toByteText(text);
    for (let cut = 1; cut < length; cut += 1) {
      const { tap, out } = run(text, [cut]);
      expect(out).toBe(whole.out);
      expect(tap.usage).toEqual(usage);
      expect(tap.outputText).toBe(whole.tap.outputText);
      expect([tap.done, tap.finishReason, tap.hasContent]).toEqual([true, "stop", true]);
    }
  });

  it("gives the same for any set of cuts, with LF and with CRLF", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(toByteText(text).length)), fc.boolean(), (cuts, crlf) => {
        const source = crlf ? text.replaceAll("\n", "\r\n") : text;
        const { tap, out } = run(
          source,
          cuts.sort((a, b) => a - b),
        );
        expect(tap.usage).toEqual(usage);
        expect(out.replaceAll("\r\n", "\n")).toBe(run(text, []).out);
      }),
    );
  });

  it("leaves every event byte for byte except identity, and keeps usage and [DONE] back", () => {
    const { out } = run(text, []);
    expect(out.endsWith(ours(`${middle}${event(delta({}, "stop"))}`))).toBe(true);
    expect(out).not.toContain("usage");
    expect(out).not.toContain("[DONE]");
  });
});

describe("content", () => {
  it.each([
    [{ content: "a" }, true],
    [{ content: "" }, false],
    [{ role: "assistant", content: null }, false],
    [{ reasoning_content: "hm" }, true],
    [{ reasoning: "hm" }, true],
    [{ refusal: "no" }, true],
    [{ refusal: null, content: "" }, false],
    [{ tool_calls: [{ index: 0, id: "c", type: "function", function: { name: "f", arguments: "" } }] }, true],
    [{ content: [{ type: "thinking", thinking: [{ type: "text", text: "hm" }] }] }, true],
    [{ content: [{ type: "text", text: "a" }] }, true],
    [{ content: [] }, false],
    [{}, false],
  ])("%j is content: %s", (content, expected) => {
    expect(run(event(delta(content)), []).tap.hasContent).toBe(expected);
    const json = JSON.stringify({ ...envelope, ...delta(content) });
    const spaced = `data: ${json.replaceAll('":', '": ').replaceAll(',"', ', "')}\n\n`;
    const odd = `data: ${json.replaceAll('":', '" : ')}\n\n`;
    expect(run(odd, []).tap.hasContent).toBe(expected);
    expect(run(spaced, []).tap.hasContent).toBe(expected);
  });
});

describe("content in parts", () => {
  it("counts for an estimate like any other, also after the first event", () => {
    const parts = [
      { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
      { type: "text", text: "hi" },
    ];
    const { tap } = run(event(delta({ content: "a" })) + event(delta({ content: parts })), []);
    expect(tap.outputText).toBe("ahmhi");
  });
});

describe("usage", () => {
  it("is the last one when every chunk carries it, and no chunk shows it before the end", () => {
    const { tap, out } = run(
      event({ ...delta({ content: "a" }), usage: { ...usage, completion_tokens: 1 } }) +
        event({ ...delta({ content: "b" }, "stop"), usage }) +
        "data: [DONE]\n\n",
      [],
    );
    expect(tap.usage).toEqual(usage);
    expect(out).toContain('"usage":null');
    expect(out).not.toContain("prompt_tokens");
  });

  it("is not taken from text that looks like it", () => {
    const { tap } = run(event(delta({ content: '"usage":{"prompt_tokens":1,"completion_tokens":9}' })), []);
    expect(tap.usage).toBeUndefined();
  });
});

describe("odd events", () => {
  it("joins data split over several lines", () => {
    const json = JSON.stringify({ ...envelope, ...delta({ content: "hi" }) }, null, 1);
    const { tap, out } = run(`data: ${json.replaceAll("\n", "\ndata: ")}\n\n`, []);
    expect(tap.outputText).toBe("hi");
    for (const line of out.trimEnd().split("\n")) expect(line.startsWith("data: ")).toBe(true);
  });

  it("notices an error object inside the stream and hands nothing on after it", () => {
    const { tap, out } = run(
      `data: {"error":{"message":"overloaded","code":503}}\n\n${event(delta({ content: "x" }))}`,
      [],
    );
    expect(tap.error).toEqual({ status: 503, message: "overloaded" });
    expect(out).toBe("");
  });

  it("passes events it cannot read, and survives any bytes", () => {
    expect(run("data: {broken\n\n", []).out).toBe("data: {broken\n\n");
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void run(text, [])));
  });

  it("closes with usage, cost and [DONE]", () => {
    const { tap } = run(event(delta({ content: "x" }, "stop")), []);
    const closing = fromByteText(tap.closing('{"cost":0.1}', true));
    const [data, done] = closing.trimEnd().split("\n\n");
    expect(JSON.parse(String(data).slice(6))).toMatchObject({
      id: identity.generationId,
      provider: "Übung",
      model: "acme/echo",
      choices: [],
      usage: { cost: 0.1 },
    });
    expect(done).toBe("data: [DONE]");
  });
});

describe("usage that comes before the end", () => {
  it("is early once more was generated, and not where it comes with what was generated last", () => {
    const first = event({ ...delta({ content: "The quick" }), usage });
    const { tap } = run(first, []);
    expect([tap.reported?.completionTokens, tap.reportIsEarly]).toEqual([3, false]);
    expect(run(`${first}${event(delta({ content: " brown fox" }))}`, []).tap.reportIsEarly).toBe(true);
    expect(run(event(delta({ content: "The quick" })), []).tap.reportIsEarly).toBe(false);
  });
});
