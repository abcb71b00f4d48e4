import type { ReplyChoice } from "../conversation/fold-reply.ts";
import { completionTokens, promptTokens, type ReplyHead, type ReplySurface } from "../conversation/reply-writer.ts";
import type { MeteredUnits } from "../usage-units.ts";
import { responseObject, stateOf, withUsage, writeItem } from "./response-object.ts";
import { ResponsesStreamWriter } from "./write-stream.ts";

/** Answers of any dialect as responses. */
export const responsesSurface: ReplySurface = {
  stream: (head) => new ResponsesStreamWriter(head),
  whole: writeWhole,
  usage: responsesUsage,
};

function responsesUsage(units: MeteredUnits): Record<string, unknown> {
  const prompt = promptTokens(units);
  const completion = completionTokens(units);
  return {
    input_tokens: prompt,
    input_tokens_details: {
      cached_tokens: units.cache_read ?? 0,
      cache_write_tokens: (units.cache_write_5m ?? 0) + (units.cache_write_1h ?? 0),
    },
    output_tokens: completion,
    output_tokens_details: { reasoning_tokens: units.reasoning ?? 0 },
    total_tokens: prompt + completion,
  };
}

function writeWhole(choices: readonly ReplyChoice[], identity: ReplyHead, usage: string): string {
  const [choice] = choices;
  const items = choice?.items ?? [];
  const text = items.findIndex(({ kind }) => kind === "text");
  const output = items.map((item, index) =>
    writeItem(item, identity, { index, logprobs: index === text ? choice?.logprobs : [] }),
  );
  return withUsage(responseObject(identity, stateOf(choice?.finish ?? null, output)), usage);
}
