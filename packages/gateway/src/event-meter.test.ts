import { describe, expect, it } from "vitest";
import type { ReplyEvent } from "./conversation/reply-event.ts";
import { EventMeter } from "./event-meter.ts";

describe("usage that is told before the end", () => {
  const usageOf = (units: object, completionTokens: number): ReplyEvent => ({
    kind: "usage",
    usage: { units, promptTokens: 9, completionTokens },
    reported: {},
  });
  const text: ReplyEvent = { kind: "text", choice: 0, text: "Half an ans" };

  it.each([
    ["before the answer", [usageOf({ input: 9, output: 1 }, 1), text], true],
    ["of the prompt alone, beside the answer", [text, usageOf({ input: 9, output: 0 }, 0)], true],
    ["with what was generated last", [text, usageOf({ input: 9, output: 3 }, 3)], false],
    ["for an answer of nothing", [usageOf({ input: 9, output: 0 }, 0)], false],
  ])("%s", (_when, events, early) => {
    const meter = new EventMeter();
    for (const one of events) meter.note(one);
    expect(meter.reportIsEarly).toBe(early);
  });
});
