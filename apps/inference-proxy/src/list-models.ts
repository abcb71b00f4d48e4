import { nanoToUsd } from "@tollgate/gateway/decimal";
import type { Percentiles } from "@tollgate/gateway/signal-summary";
import type { EndpointRecord, KeyRecord, ModelRecord, Snapshot } from "@tollgate/marketplace/snapshot/records";
import { isAllowed } from "./allowed-models.ts";
import { selectModels } from "./select-models.ts";

const listings = new WeakMap<Snapshot, Buffer>();
const described = new WeakMap<ModelRecord, ReturnType<typeof describeModel>>();

/**
 * Bytes of `GET /v1/models` in the shape that clients of OpenAI, OpenRouter and Anthropic read. Without a query they are built once per snapshot.
 * @param asked filters and a page, by OpenRouter's names; filters of other names narrow nothing.
 */
export function listModels(snapshot: Snapshot, asked: URLSearchParams): Buffer {
  const cached = asked.size === 0 ? listings.get(snapshot) : undefined;
  if (cached) return cached;
  const bytes = pageOf(selectModels(servedModels(snapshot), asked), asked);
  if (asked.size === 0) listings.set(snapshot, bytes);
  return bytes;
}

/** Body of `GET /v1/models/user`: the models that a key may call. */
export function listModelsFor(snapshot: Snapshot, key: KeyRecord, asked: URLSearchParams): Buffer {
  const mayCall = servedModels(snapshot).filter(({ id }) => isAllowed(key.allowedModels, id));
  return pageOf(selectModels(mayCall, asked), asked);
}

/** Body of `GET /v1/models/count`. */
export function countModels(snapshot: Snapshot, asked: URLSearchParams): string {
  return JSON.stringify({ data: { count: selectModels(servedModels(snapshot), asked).length } });
}

function servedModels(snapshot: Snapshot): ModelRecord[] {
  return [...snapshot.models.values()].filter((model) => model.endpoints.length > 0);
}

/** A page when one is asked for, else everything: clients of OpenAI know no pages. */
function pageOf(models: readonly ModelRecord[], asked: URLSearchParams): Buffer {
  const after = asked.get("after_id");
  const offset =
    after === null ? (wholeNumber(asked.get("offset")) ?? 0) : models.findIndex(({ id }) => id === after) + 1;
  const end = offset + (wholeNumber(asked.get("limit")) ?? models.length);
  const data = models.slice(offset, end).map(describeOnce);
  const rest = new URLSearchParams(asked);
  rest.delete("after_id");
  rest.set("offset", String(end));
  const next = end < models.length ? `/api/v1/models?${rest}` : null;
  const ends = { first_id: data.at(0)?.id ?? null, last_id: data.at(-1)?.id ?? null, has_more: next !== null };
  return Buffer.from(JSON.stringify({ object: "list", data, ...ends, links: { next }, total_count: models.length }));
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function describeOnce(model: ModelRecord) {
  const known = described.get(model) ?? describeModel(model);
  described.set(model, known);
  return known;
}

/** Body of `GET /v1/providers`: who serves a model now. */
export function listProviders(snapshot: Snapshot): string {
  const endpoints = servedModels(snapshot).flatMap((model) => model.endpoints);
  const bySlug = new Map(endpoints.map((endpoint) => [endpoint.providerSlug, endpoint]));
  const data = [...bySlug.values()]
    .sort((a, b) => a.providerName.localeCompare(b.providerName, "en"))
    .map((endpoint) => ({
      name: endpoint.providerName,
      slug: endpoint.providerSlug,
      is_demo: endpoint.isDemo,
      // Providers describe themselves by their data policy, per endpoint; none of these is asked of them.
      privacy_policy_url: null,
      terms_of_service_url: null,
      status_page_url: null,
    }));
  return JSON.stringify({ data });
}

/** Body of `GET /v1/models/{author}/{slug}/endpoints`, cheapest first, or `null` when there is no such model. */
export function listEndpoints(snapshot: Snapshot, modelId: string): string | null {
  const model = snapshot.models.get(modelId);
  if (!model) return null;
  return JSON.stringify({
    data: { ...describeModel(model), endpoints: model.endpoints.map((one) => describeEndpoint(model, one)) },
  });
}

/** Body of `GET /v1/models/{author}/{slug}`, or `null` when there is no such model. */
export function showModel(snapshot: Snapshot, modelId: string): string | null {
  const model = snapshot.models.get(modelId);
  return model ? JSON.stringify(describeModel(model)) : null;
}

function describeModel(model: ModelRecord) {
  const [cheapest] = model.endpoints;
  return {
    id: model.id,
    canonical_slug: model.id,
    object: "model",
    type: "model",
    display_name: model.name,
    created_at: new Date(model.createdAtMs).toISOString(),
    created: Math.floor(model.createdAtMs / 1000),
    owned_by: model.author,
    name: model.name,
    description: model.description,
    context_length: model.contextLength,
    architecture: {
      modality: `${model.inputModalities.join("+")}->${model.outputModalities.join("+")}`,
      input_modalities: model.inputModalities,
      output_modalities: model.outputModalities,
      tokenizer: "Other",
      instruct_type: null,
    },
    links: { details: `/api/v1/models/${model.id}/endpoints` },
    per_request_limits: null,
    default_parameters: null,
    supported_voices: null,
    pricing: cheapest ? describePrice(cheapest) : null,
    top_provider: {
      context_length: cheapest?.contextLength ?? model.contextLength,
      max_completion_tokens: cheapest?.maxOutputTokens ?? model.maxOutputTokens,
      is_moderated: false,
    },
    supported_parameters: [...new Set(model.endpoints.flatMap(({ parameters }) => parameters))].sort(),
  };
}

function describeEndpoint(model: ModelRecord, endpoint: EndpointRecord) {
  return {
    name: `${endpoint.providerName} | ${endpoint.modelId}`,
    id: endpoint.id,
    model_id: endpoint.modelId,
    model_name: model.name,
    provider_name: endpoint.providerName,
    tag: endpoint.providerSlug,
    is_demo: endpoint.isDemo,
    context_length: endpoint.contextLength,
    max_completion_tokens: endpoint.maxOutputTokens,
    max_prompt_tokens: null,
    pricing: describePrice(endpoint),
    status: endpoint.probeOk === false ? -1 : 0,
    quantization: endpoint.quantization ?? "unknown",
    data_policy: endpoint.dataPolicy,
    supported_parameters: endpoint.parameters,
    supports_implicit_caching: (endpoint.price.prices.cache_read ?? 0n) < (endpoint.price.prices.input ?? 0n),
    supports_tool_choice: toolChoices(endpoint),
    ...describeSignals(endpoint.signals),
  };
}

/** Uptimes in percent, latencies in seconds, speeds in tokens per second, as OpenRouter's clients expect; `null` without traffic. */
function describeSignals(signals: EndpointRecord["signals"]) {
  const percent = (share: number | null | undefined) => (share == null ? null : Math.round(share * 10_000) / 100);
  const { latencyMs = null, tokensPerSecond = null } = signals ?? {};
  return {
    uptime_last_5m: percent(signals?.uptime5m),
    uptime_last_30m: percent(signals?.uptime30m),
    uptime_last_1d: percent(signals?.uptime1d),
    latency_last_30m: latencyMs && spread(latencyMs, 1000),
    throughput_last_30m: tokensPerSecond && spread(tokensPerSecond, 1),
    tool_call_validity_last_1d: percent(signals?.toolCallValidity),
  };
}

function spread({ p50, p75, p90, p99 }: Percentiles, divisor: number) {
  return { p50: p50 / divisor, p75: p75 / divisor, p90: p90 / divisor, p99: p99 / divisor };
}

/** What the parameters it takes say of choosing tools. */
function toolChoices({ parameters }: EndpointRecord) {
  const tools = parameters.includes("tools");
  const choice = tools && parameters.includes("tool_choice");
  return { auto: tools, none: choice, required: choice, function: choice };
}

/** Exact USD per token (not per million), as OpenRouter's clients expect. */
function describePrice({ price: { prices } }: EndpointRecord) {
  return {
    prompt: perUnit(prices.input),
    completion: perUnit(prices.output),
    input_cache_read: perUnit(prices.cache_read),
    input_cache_write: perUnit(prices.cache_write_5m),
    internal_reasoning: perUnit(prices.reasoning),
    image: perUnit(prices.image),
    request: perUnit(prices.request),
    ...describePieces(prices),
  };
}

/** Prices that chat models do not have, under OpenRouter's names where it has one. */
function describePieces({
  audio_second,
  search,
  character,
  input_audio,
  input_image,
  output_image,
}: EndpointRecord["price"]["prices"]) {
  const named = { audio_second, search, character, audio: input_audio, input_image, image_output: output_image };
  const priced = Object.entries(named).filter(([, price]) => price !== undefined);
  return Object.fromEntries(priced.map(([name, price]) => [name, perUnit(price)]));
}

/** A price is nano-USD per million; six more places make it nano-USD per one. */
function perUnit(perMillionNano: bigint | undefined): string {
  if (perMillionNano === undefined || perMillionNano === 0n) return "0";
  const digits = perMillionNano.toString().padStart(16, "0");
  const fraction = digits.slice(-15).replace(/0+$/, "");
  return fraction === "" ? nanoToUsd(perMillionNano * 1000n) : `${digits.slice(0, -15)}.${fraction}`;
}
