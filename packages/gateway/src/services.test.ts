import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audioSeconds } from "./audio-seconds.ts";
import { formField, readForm, writeForm } from "./multipart-form.ts";
import { CompletionTap } from "./services/completion-tap.ts";
import { readServiceRequest } from "./services/read-service-request.ts";
import { SERVICES, type ServiceName } from "./services/services.ts";
import { subtitles } from "./services/subtitles.ts";

const head = { generationId: "gen-1", model: "acme/echo-1", provider: "only", createdSeconds: 1 };
const names = Object.keys(SERVICES).filter((name): name is ServiceName => name in SERVICES);

describe("a stream of text completions", () => {
  const piece = (text: string, finish_reason: string | null) => ({
    id: "c",
    object: "text_completion",
    model: "m",
    choices: [{ text, index: 0, finish_reason }],
    made_up: 1,
  });
  const usage = { prompt_tokens: 3, completion_tokens: 2 };
  const events = [piece("Grüße ", null), piece("👋", "stop"), { choices: [], usage }];
  const bytes = Buffer.from(
    `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`,
  ).toString("latin1");

  function pass(step: number) {
    const tap = new CompletionTap(head);
    let out = "";
    for (let at = 0; at < bytes.length; at += step) out += tap.push(bytes.slice(at, at + step));
    out += tap.end();
    return { out: out + tap.closing('{"cost":1}', true), tap };
  }

  it("means the same however its bytes are split, and keeps what it does not know", () => {
    const { out, tap } = pass(bytes.length);
    expect(Buffer.from(out, "latin1").toString()).toContain('"text":"👋"');
    expect(out).toContain('"made_up":1');
    expect(out).toContain('"id":"gen-1"');
    expect(out.match(/"usage":\{/g)).toHaveLength(1);
    expect(tap).toMatchObject({ hasContent: true, finishReason: "stop", done: true });
    expect(tap.reported?.units).toMatchObject({ input: 3, output: 2 });
    for (let step = 1; step < 40; step += 1) expect(pass(step).out).toBe(out);
  });

  it("with an error in it is an error", () => {
    const tap = new CompletionTap(head);
    tap.push('data: {"error":{"message":"overloaded","code":503}}\n\n');
    expect(tap.error).toMatchObject({ status: 503, message: "overloaded" });
  });
});

describe("a form", () => {
  it("comes apart into the parts it was written from", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z_]{1,8}$/), fc.string()), { maxLength: 8 }), (fields) => {
        const contentType = 'multipart/form-data; boundary="----x"';
        const parts = fields.map(([name, value]) => formField(name, value.replaceAll("------x", "")));
        const form = readForm(writeForm({ contentType, boundary: "----x", parts: [] }, parts), contentType);
        expect(form?.parts.map(({ name, content }) => [name, content.toString()])).toEqual(
          parts.map(({ name, content }) => [name, content.toString()]),
        );
      }),
    );
  });

  it("that is damaged is none, and is never read on for ever", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const bytes = Buffer.concat([Buffer.from("--b\r\n"), noise, Buffer.from("\r\n--b")]);
        expect(() => readForm(bytes, "multipart/form-data; boundary=b")).not.toThrow();
      }),
    );
    expect(readForm(Buffer.from("--b\r\n\r\nx\r\n--b--"), "multipart/form-data; boundary=b")).toBeNull();
    expect(readForm(Buffer.from("{}"), "application/json")).toBeNull();
  });
});

describe("a recording", () => {
  it("without a header is measured by its size, between what is likely and the most it can be", () => {
    expect(audioSeconds(Buffer.alloc(160_000))).toEqual({ likely: 10, most: 160 });
    expect(audioSeconds(Buffer.alloc(1))).toEqual({ likely: 1, most: 1 });
  });

  it("with a damaged header neither crashes nor hangs", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (noise) => {
        const bytes = Buffer.concat([Buffer.from("RIFF0000WAVE"), noise]);
        expect(audioSeconds(bytes).most).toBeGreaterThan(0);
      }),
    );
  });
});

describe("subtitles", () => {
  it("count hours and round to milliseconds", () => {
    const body = { segments: [{ start: 3_661.0005, end: 3_662.25, text: " Hi " }] };
    expect(subtitles("srt", body)).toBe("1\n01:01:01,001 --> 01:01:02,250\nHi\n\n");
  });
});

describe.each(names)("%s", (name) => {
  it("answers any JSON with a request or a sentence", () => {
    fc.assert(
      fc.property(
        fc.object({
          key: fc.constantFrom(
            "model",
            "input",
            "prompt",
            "n",
            "query",
            "documents",
            "content",
            "requests",
            "stream",
            "size",
          ),
        }),
        (body) => {
          const asked = { model: "acme/one", ...body };
          const read = readServiceRequest(name, Buffer.from(JSON.stringify(asked)), {
            address: null,
            contentType: null,
          });
          if (read.kind === "request") {
            expect(read.request.inputTokensBound).toBeGreaterThan(0);
            expect(read.request.choices).toBeGreaterThan(0);
          } else expect(read.message.length).toBeGreaterThan(10);
        },
      ),
    );
  });

  it("answers any reply with content, an error or nothing that can be read", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (bytes) => {
        const reply = SERVICES[name].read(
          { surface: name, body: {} },
          { dialect: "openai-chat", bytes: Buffer.from(bytes).toString("latin1"), contentType: "application/json" },
        );
        expect(["completion", "error", "unreadable"]).toContain(reply.kind);
      }),
    );
  });
});
