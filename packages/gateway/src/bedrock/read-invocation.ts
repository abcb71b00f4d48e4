import type { EventReader, ReplyEvent } from "../conversation/reply-event.ts";
import { countIn, objectIn, parseJson, textIn } from "../json-fields.ts";
import { disjointUnits } from "../usage-units.ts";

/**
 * Meters InvokeModelWithResponseStream: each event wraps a model's own JSON in base64, and the last one carries Amazon's count whatever
 * the model is. Only the usage is read; the text differs from model to model.
 */
export class InvocationReader implements EventReader {
  read(data: unknown): ReplyEvent[] {
    const wrapped = textIn(objectIn(data).bytes);
    if (wrapped === null) return [];
    const reported = objectIn(parseJson(Buffer.from(wrapped, "base64").toString("utf8")))[
      "amazon-bedrock-invocationMetrics"
    ];
    const { inputTokenCount, outputTokenCount, cacheReadInputTokenCount, cacheWriteInputTokenCount } =
      objectIn(reported);
    const input = countIn(inputTokenCount);
    const completion = countIn(outputTokenCount);
    if (input === null || completion === null) return [];
    const read = countIn(cacheReadInputTokenCount);
    const written = countIn(cacheWriteInputTokenCount);
    const usage = disjointUnits({
      prompt: input + (read ?? 0) + (written ?? 0),
      completion,
      input: [
        ["cache_read", read],
        ["cache_write_5m", written],
      ],
      output: [],
    });
    return [{ kind: "usage", usage, reported }];
  }
}
