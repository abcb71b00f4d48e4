import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audioSeconds } from "./audio-seconds.ts";
import { SseFrames } from "./frames/sse-frames.ts";
import { objectIn, objectsIn, parseByteText } from "./json-fields.ts";
import { readForm } from "./multipart-form.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";
import { CompletionTap } from "./services/completion-tap.ts";
import { readServiceRequest } from "./services/read-service-request.ts";
import { isFree, meterService, type UnitPriceList } from "./services/service-units.ts";
import { SERVICES, type ServiceName } from "./services/services.ts";
import { streamTap } from "./stream-tap.ts";
import { changed, changes, damaged, damages, fuzzed, maybeChanges, maybeDamages, pieces } from "./testing/fuzz.ts";
import { SERVICE_SAMPLES, sampleBytes } from "./testing/service-samples.ts";

const names = Object.keys(SERVICES).filter((name): name is ServiceName => name in SERVICES);
const dialects = Object.keys(REPLY_FORMATS).filter((name): name is ConversationDialect => name in REPLY_FORMATS);
const head = { generationId: "gen-1", model: "acme/one", provider: "Demo", createdSeconds: 1 };
const loadTokenCounter = async () => (text: string) => Math.ceil(text.length / 4);
const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 });
const BY_TOKEN: UnitPriceList = { input: 1n, output: 1n, input_audio: 1n, input_image: 1n };

/** Every price list that a service can be asked under. */
function priceLists(name: ServiceName): UnitPriceList[] {
  const { piece, tokenPrices } = SERVICES[name];
  return [...(piece === null ? [] : [{ [piece]: 1n }]), ...(tokenPrices === null ? [] : [BY_TOKEN])];
}

describe.each(names)("%s", (name) => {
  const service = SERVICES[name];
  const { request: sample, replies } = SERVICE_SAMPLES[name];
  const address = name === "gemini-embeddings" ? { model: "acme/one", stream: false } : null;

  it("with anything of a request changed or damaged answers a sentence, or can be asked within its hold", () => {
    fc.assert(
      fc.property(maybeChanges, maybeDamages, fc.constantFrom(...dialects), (all, harm, dialect) => {
        const { bytes, contentType } = sampleBytes(name, all.reduce<unknown>(changed, sample));
        const spoiled = Buffer.from(harm.reduce(damaged, bytes.toString("latin1")), "latin1");
        const read = readServiceRequest(name, spoiled, { address, contentType });
        if (read.kind !== "request") {
          expect(read.message.length).toBeGreaterThan(3);
          return;
        }
        const { request } = read;
        expect(Number.isSafeInteger(request.inputTokensBound)).toBe(true);
        for (const most of Object.values(request.unitsBound)) expect(most).toBeGreaterThan(0);
        const isOffered = service.path(dialect, "one", request.body) !== null;
        if (!isOffered || service.lacking(request.body, dialect).length > 0) return;
        const sent = service.write(request, { model: "one", dialect, maxOutputTokens: 10 });
        expect(sent.length).toBeGreaterThan(0);
      }),
      fuzzed(300),
    );
  });

  it("with anything of a reply changed or damaged reads it, and never delivers it unmetered", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          answer: fc.constantFrom(...replies),
          all: maybeChanges,
          harm: maybeDamages,
          dialect: fc.constantFrom(...dialects),
        }),
        async ({ answer, all, harm, dialect }) => {
          const json = Buffer.from(JSON.stringify(all.reduce<unknown>(changed, answer))).toString("latin1");
          const asked = { surface: name, body: { ...sample } };
          const reply = { dialect, bytes: harm.reduce(damaged, json), contentType: "application/json" };
          const read = service.read(asked, reply);
          if (read.kind !== "completion") return;
          expect(typeof read.write(head, '{"cost":0}')).toBe("string");
          if (!read.hasContent || isFree(service)) return;
          for (const prices of priceLists(name)) {
            const metered = await meterService({ service, body: sample, reply: read, prices, loadTokenCounter });
            expect(Object.keys(metered.units).length).toBeGreaterThan(0);
            for (const count of Object.values(metered.units))
              expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
          }
        },
      ),
      fuzzed(300),
    );
  });
});

describe("a stream of text completions", () => {
  const chunks = [
    { id: "c", object: "text_completion", model: "m", choices: [{ text: "Once", index: 0, finish_reason: null }] },
    { id: "c", object: "text_completion", model: "m", choices: [{ text: "👋", index: 0, finish_reason: "stop" }] },
    { id: "c", object: "text_completion", model: "m", choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } },
  ];

  it("with anything changed or damaged, in any split, is never delivered unmetered", () => {
    fc.assert(
      fc.property(
        fc.record({ at: fc.nat(2), all: changes, harm: maybeDamages, steps: lengths }),
        ({ at, all, harm, steps }) => {
          const spoiled = chunks.map((one, index) => (index === at ? all.reduce<unknown>(changed, one) : one));
          const text = `${spoiled.map((one) => `data: ${JSON.stringify(one ?? null)}\n\n`).join("")}data: [DONE]\n\n`;
          const bytes = harm.reduce(damaged, Buffer.from(text).toString("latin1"));
          const tap = new CompletionTap(head);
          const out =
            pieces(bytes, steps)
              .map((one) => tap.push(one))
              .join("") + tap.end();
          const told = new SseFrames()
            .push(out)
            .flatMap(({ data }) => objectsIn(objectIn(parseByteText(data)).choices));
          if (told.some(({ text }) => typeof text === "string" && text !== "")) expect(tap.hasContent).toBe(true);
          for (const count of Object.values(tap.reported?.units ?? {})) expect(count).toBeGreaterThanOrEqual(0);
          expect(tap.closing("{}", true)).toContain("[DONE]");
        },
      ),
      fuzzed(300),
    );
  });
});

describe.each(["openai-images", "openai-transcriptions"] as const)("a stream of %s", (name) => {
  const events = [
    { type: "image_generation.partial_image", b64_json: "QQ==", partial_image_index: 0 },
    { type: "transcript.text.delta", delta: "Grüße 👋" },
    {
      type: "image_generation.completed",
      b64_json: "QQ==",
      usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
    },
    { type: "transcript.text.done", text: "Grüße 👋", usage: { type: "duration", seconds: 2.4 } },
  ];

  it("with anything changed or damaged, in any split, is never whole without its units", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ at: fc.nat(3), all: changes, harm: maybeDamages, steps: lengths }),
        async ({ at, all, harm, steps }) => {
          const spoiled = events.map((one, index) => (index === at ? all.reduce<unknown>(changed, one) : one));
          const text = spoiled.map((one) => `data: ${JSON.stringify(one ?? null)}\n\n`).join("");
          const tap = streamTap(name, "openai-chat", head);
          for (const piece of pieces(harm.reduce(damaged, Buffer.from(text).toString("latin1")), steps))
            tap.push(piece);
          tap.end();
          expect(typeof tap.failure("{}", "{}")).toBe("string");
          if (tap.finishReason === null) return;
          expect(tap.closing('{"cost":0}', false)).toContain('"usage":{"cost":0}');
          const service = SERVICES[name];
          const reply = { ...tap, reported: tap.reported, counted: tap.counted ?? {}, outputText: tap.outputText };
          for (const prices of priceLists(name)) {
            const { units } = await meterService({ service, body: { file: {} }, reply, prices, loadTokenCounter });
            expect(Object.keys(units).length).toBeGreaterThan(0);
            for (const count of Object.values(units)) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
          }
        },
      ),
      fuzzed(300),
    );
  });
});

describe("a form and a recording", () => {
  const { bytes, contentType } = sampleBytes("openai-transcriptions", { model: "acme/one", prompt: "x" });

  it("of any bytes come apart or do not, and the recording has a length", () => {
    fc.assert(
      fc.property(damages, (harm) => {
        const form = readForm(Buffer.from(harm.reduce(damaged, bytes.toString("latin1")), "latin1"), contentType);
        const parts = form?.parts ?? [];
        expect(parts.length).toBeLessThanOrEqual(64);
        for (const { content } of parts) {
          const { most, likely } = audioSeconds(content);
          expect([Number.isSafeInteger(most), most >= likely]).toEqual([true, true]);
        }
      }),
      fuzzed(300),
    );
  });

  it("of a WAV file with any header has a length that its size allows", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 400 }), (noise) => {
        const { most } = audioSeconds(Buffer.concat([Buffer.from("RIFF0000WAVEfmt "), noise]));
        expect(most).toBeGreaterThan(0);
        expect(most).toBeLessThanOrEqual(500);
      }),
      fuzzed(200),
    );
  });
});
