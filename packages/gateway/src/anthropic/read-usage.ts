import { countIn, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { disjointUnits, type ReportedUsage } from "../usage-units.ts";

/** Counts of one Anthropic usage object; caches stand outside `input_tokens`. */
interface Counts {
  input: number;
  cacheRead: number;
  write5m: number;
  write1h: number;
  output: number;
}

/**
 * Anthropic's usage: `input_tokens` excludes both caches; writes are split by lifetime where the vendor says, else they are of the short
 * one. With several iterations (compaction) the top level tells the last part only, so the iterations are summed: each was billed.
 * Iterations of another model (an advisor) have another price and are no part of this one; requests for them are refused (`priced-apart`).
 * Source: https://docs.anthropic.com/en/api/messages
 */
export function readAnthropicUsage(usage: unknown): ReportedUsage | null {
  const given = objectIn(usage);
  if (countIn(given.input_tokens) === null || countIn(given.output_tokens) === null) return null;
  const own = objectsIn(given.iterations).filter(
    ({ type, model }) => textIn(model) === null && type !== "advisor_message",
  );
  const parts = own.length > 1 ? own : [given];
  const sum: Counts = { input: 0, cacheRead: 0, write5m: 0, write1h: 0, output: 0 };
  for (const part of parts) addCounts(sum, part);
  const { thinking_tokens: thinking } = objectIn(given.output_tokens_details);
  const usageUnits = disjointUnits({
    prompt: sum.input + sum.cacheRead + sum.write5m + sum.write1h,
    completion: sum.output,
    input: [
      ["cache_read", countIn(given.cache_read_input_tokens) === null ? null : sum.cacheRead],
      ["cache_write_5m", countIn(given.cache_creation_input_tokens) === null ? null : sum.write5m],
      ["cache_write_1h", sum.write1h === 0 ? null : sum.write1h],
    ],
    output: [["reasoning", countIn(thinking)]],
  });
  const searches = countIn(objectIn(given.server_tool_use).web_search_requests);
  if (searches !== null && searches > 0) usageUnits.units.search = searches;
  return usageUnits;
}

function addCounts(sum: Counts, part: Readonly<Record<string, unknown>>): void {
  const written = countIn(part.cache_creation_input_tokens) ?? 0;
  const long = Math.min(written, countIn(objectIn(part.cache_creation).ephemeral_1h_input_tokens) ?? 0);
  sum.input += countIn(part.input_tokens) ?? 0;
  sum.cacheRead += countIn(part.cache_read_input_tokens) ?? 0;
  sum.write1h += long;
  sum.write5m += written - long;
  sum.output += countIn(part.output_tokens) ?? 0;
}

/** A stream tells usage twice: at the start, and cumulatively with the last delta. Later fields replace earlier ones, never add. */
export function mergeAnthropicUsage(earlier: unknown, later: unknown): Record<string, unknown> {
  const said = Object.entries(objectIn(later)).filter(([, value]) => value !== null && value !== undefined);
  return { ...objectIn(earlier), ...Object.fromEntries(said) };
}
