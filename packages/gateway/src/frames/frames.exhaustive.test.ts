import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatStreamTap } from "../chat-stream-tap.ts";
import type { ReplyEvent } from "../conversation/reply-event.ts";
import { EventStream } from "../read-event-stream.ts";
import { type ConversationDialect, REPLY_FORMATS } from "../reply-formats.ts";
import { CompletionTap } from "../services/completion-tap.ts";
import { streamTap } from "../stream-tap.ts";
import { SURFACES, type SurfaceName } from "../surfaces.ts";
import { awsFrame } from "../testing/conformance/bedrock-cohere-ollama-replies.ts";
import { VENDOR_REPLIES } from "../testing/conformance/vendor-replies.ts";
import { damaged, damages, fuzzed, pieces } from "../testing/fuzz.ts";
import { AwsEventFrames } from "./aws-event-frames.ts";
import type { FrameReader } from "./frame.ts";
import { LineFrames } from "./line-frames.ts";
import { SseFrames } from "./sse-frames.ts";

const head = { generationId: `gen-${"0".repeat(32)}`, model: "acme/one", provider: "Demo", createdSeconds: 1 };
const dialects = Object.keys(REPLY_FORMATS).filter((name): name is ConversationDialect => name in REPLY_FORMATS);
const surfaces = Object.keys(SURFACES).filter((name): name is SurfaceName => name in SURFACES);
const READERS: Readonly<Record<string, () => FrameReader>> = {
  "server-sent events": () => new SseFrames(),
  lines: () => new LineFrames(),
  "Amazon's frames": () => new AwsEventFrames(),
};

function framesOf(reader: FrameReader, parts: readonly string[]) {
  const frames = parts.flatMap((part) => reader.push(part));
  return [...frames, ...reader.end()];
}

function streamsOf(dialect: ConversationDialect): string[] {
  const { full, cut, failure, several } = VENDOR_REPLIES[dialect];
  return [full, cut, failure, ...(several ? [several] : [])].map(({ stream }) => stream);
}

describe.each(Object.entries(READERS))("%s", (_name, make) => {
  it("cut any bytes without a crash, the same for every split", () => {
    const sources = dialects.flatMap(streamsOf);
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        damages,
        fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 5 }),
        (source, cuts, lengths) => {
          const bytes = cuts.reduce(damaged, source);
          const reader = make();
          const whole = make();
          const expected = framesOf(whole, [bytes]);
          const got = framesOf(reader, pieces(bytes, lengths));
          expect([JSON.stringify(got), reader.broken]).toEqual([JSON.stringify(expected), whole.broken]);
        },
      ),
      fuzzed(200),
    );
  });
});

describe("a frame in many small pieces", () => {
  const PIECE = "x".repeat(64);
  // Copied with every piece, this would be hundreds of gigabytes, and the test would not end in its time.
  const COUNT = 100_000;

  function feed(push: (bytes: string) => unknown, first: string): void {
    push(first);
    for (let count = 0; count < COUNT; count += 1) push(PIECE);
  }

  it("is read in work that grows with its length", () => {
    const chat = new ChatStreamTap(head);
    const completion = new CompletionTap(head);
    const lines = new LineFrames();
    const events = new SseFrames();
    feed((bytes) => chat.push(bytes), "data: ");
    feed((bytes) => completion.push(bytes), "data: ");
    feed((bytes) => lines.push(bytes), "{");
    feed((bytes) => events.push(bytes), "data: ");
    expect(events.push("\n\n")).toHaveLength(1);
    expect(lines.push("\n")).toHaveLength(1);
  });

  it("of Amazon's is read in work that grows with its length", () => {
    const frame = awsFrame("contentBlockDelta", { text: "x".repeat(64 * COUNT) });
    const reader = new AwsEventFrames();
    const frames = pieces(frame, [64]).flatMap((bytes) => reader.push(bytes));
    expect(frames).toHaveLength(1);
  });

  it("that never ends is given up", () => {
    for (const make of Object.values(READERS)) {
      const reader = make();
      for (let count = 0; count < 33 && reader.broken === null; count += 1) reader.push("x".repeat(1024 * 1024));
      expect(reader.broken).not.toBeNull();
    }
  });
});

/** Cuts after which a stream is read differently than whole. */
function tellingCuts(bytes: string, read: (...parts: string[]) => unknown): number[] {
  const whole = JSON.stringify(read(bytes));
  const cuts = Array.from({ length: bytes.length - 1 }, (_, index) => index + 1);
  return cuts.filter((cut) => JSON.stringify(read(bytes.slice(0, cut), bytes.slice(cut))) !== whole);
}

describe.each(dialects)("a stream of %s", (dialect) => {
  it("is the same events for a cut at every byte", () => {
    for (const bytes of streamsOf(dialect)) {
      const read = (...parts: string[]): ReplyEvent[] => {
        const stream = new EventStream(REPLY_FORMATS[dialect]);
        return [...parts.flatMap((part) => stream.push(part)), ...stream.end()];
      };
      expect(read(bytes).length).toBeGreaterThan(1);
      expect(tellingCuts(bytes, read)).toEqual([]);
    }
  });

  it.each(surfaces)("is the same bytes and the same usage for callers of %s for a cut at every byte", (surface) => {
    const pass = (...parts: string[]) => {
      const tap = streamTap(surface, dialect, head);
      const out = parts.map((part) => tap.push(part)).join("") + tap.end();
      const { reported, error, finishReason, outputText } = tap;
      return { out: out + tap.closing("{}", true), reported, error, finishReason, outputText };
    };
    expect(tellingCuts(VENDOR_REPLIES[dialect].full.stream, pass)).toEqual([]);
  });
});
