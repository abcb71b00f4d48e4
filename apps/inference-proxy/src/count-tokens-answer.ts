import { countPrompt } from "@tollgate/gateway/estimate-units";
import { loadTokenCounter } from "@tollgate/gateway/load-token-counter";
import { readModelName } from "@tollgate/gateway/read-request";
import type { SurfaceName } from "@tollgate/gateway/surfaces";
import { z } from "zod";
import type { Exchange } from "./exchange.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { identify } from "./test-mode/identify.ts";
import { requireTestRoom } from "./test-mode/run-test.ts";

const Body = z.record(z.string(), z.unknown());

/**
 * How many tokens a prompt has, by the tokenizer that also makes estimates here. Vendors count a little differently, and nobody is asked:
 * counting costs nothing and reserves nothing.
 * @throws Refusal for a bad key, a body that is no JSON object, or a model that is not there.
 */
export async function countTokensAnswer(
  proxy: ProxyContext,
  exchange: Exchange,
  { surface, model: addressed }: { readonly surface: SurfaceName; readonly model: string | null },
): Promise<string> {
  const { key, test } = identify(proxy, exchange);
  if (test !== null) await requireTestRoom(proxy, test);
  if (key.kind !== "inference") throw new Refusal("wrong_key_kind");
  const body = parse(await readBody(exchange, proxy.settings.maxBodyBytes));
  const written = addressed ?? body.model;
  if (typeof written !== "string")
    throw new Refusal("invalid_request", { details: { message: "`model` is missing.", param: "model" } });
  const { models } = proxy.desk.snapshot();
  if (!models.has(written) && !models.has(readModelName(written).id))
    throw new Refusal("model_not_found", { details: { model: written, param: "model" } });
  // Google's clients may wrap the request they want counted.
  const wrapped = Body.safeParse(body.generateContentRequest);
  const tokens = countPrompt({ surface, body: wrapped.success ? wrapped.data : body }, await loadTokenCounter());
  return JSON.stringify(surface === "gemini-generate" ? { totalTokens: tokens } : { input_tokens: tokens });
}

function parse(bytes: Buffer): Readonly<Record<string, unknown>> {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Refusal("invalid_json", { details: { message: "parsing failed" } });
  }
  const read = Body.safeParse(body);
  if (!read.success) throw new Refusal("invalid_json", { details: { message: "it is not an object" } });
  return read.data;
}
