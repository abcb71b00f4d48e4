import { nanoToUsd } from "@tollgate/gateway/decimal";
import type { EndpointRecord, ModelRecord, Snapshot } from "@tollgate/marketplace/snapshot/records";

const listings = new WeakMap<Snapshot, Buffer>();

/** Bytes of `GET /v1/models` in the shape that both OpenAI and OpenRouter clients read. Built once per snapshot. */
export function listModels(snapshot: Snapshot): Buffer {
  let bytes = listings.get(snapshot);
  if (!bytes) {
    const data = [...snapshot.models.values()].filter((model) => model.endpoints.length > 0).map(describeModel);
    bytes = Buffer.from(JSON.stringify({ object: "list", data }));
    listings.set(snapshot, bytes);
  }
  return bytes;
}

/** Body of `GET /v1/models/{author}/{slug}/endpoints`, or `null` when there is no such model. */
export function listEndpoints(snapshot: Snapshot, modelId: string): string | null {
  const model = snapshot.models.get(modelId);
  if (!model) return null;
  return JSON.stringify({ data: { ...describeModel(model), endpoints: model.endpoints.map(describeEndpoint) } });
}

/** Body of `GET /v1/models/{author}/{slug}`, or `null` when there is no such model. */
export function showModel(snapshot: Snapshot, modelId: string): string | null {
  const model = snapshot.models.get(modelId);
  return model ? JSON.stringify(describeModel(model)) : null;
}

function describeModel(model: ModelRecord) {
  const cheapest = cheapestOf(model.endpoints);
  return {
    id: model.id,
    object: "model",
    created: Math.floor(model.createdAtMs / 1000),
    owned_by: model.author,
    name: model.name,
    description: model.description,
    context_length: model.contextLength,
    architecture: {
      modality: `${model.inputModalities.join("+")}->${model.outputModalities.join("+")}`,
      input_modalities: model.inputModalities,
      output_modalities: model.outputModalities,
    },
    pricing: cheapest ? describePrice(cheapest) : null,
    top_provider: {
      context_length: cheapest?.contextLength ?? model.contextLength,
      max_completion_tokens: cheapest?.maxOutputTokens ?? model.maxOutputTokens,
      is_moderated: false,
    },
    supported_parameters: [...new Set(model.endpoints.flatMap(({ parameters }) => parameters))].sort(),
  };
}

function describeEndpoint(endpoint: EndpointRecord) {
  return {
    name: `${endpoint.providerName} | ${endpoint.modelId}`,
    id: endpoint.id,
    provider_name: endpoint.providerName,
    tag: endpoint.providerSlug,
    is_demo: endpoint.isDemo,
    context_length: endpoint.contextLength,
    max_completion_tokens: endpoint.maxOutputTokens,
    pricing: describePrice(endpoint),
    status: endpoint.probeOk === false ? -1 : 0,
    quantization: endpoint.quantization ?? "unknown",
    data_policy: endpoint.dataPolicy,
    supported_parameters: endpoint.parameters,
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
    latency_last_30m: latencyMs && { p50: latencyMs.p50 / 1000, p90: latencyMs.p90 / 1000 },
    throughput_last_30m: tokensPerSecond && { p50: tokensPerSecond.p50, p90: tokensPerSecond.p90 },
  };
}

function cheapestOf(endpoints: readonly EndpointRecord[]): EndpointRecord | undefined {
  const total = ({ price }: EndpointRecord) => (price.prices.input ?? 0n) + (price.prices.output ?? 0n);
  return endpoints.reduce<EndpointRecord | undefined>(
    (best, endpoint) => (best === undefined || total(endpoint) < total(best) ? endpoint : best),
    undefined,
  );
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
  };
}

/** A price is nano-USD per million; six more places make it nano-USD per one. */
function perUnit(perMillionNano: bigint | undefined): string {
  if (perMillionNano === undefined || perMillionNano === 0n) return "0";
  const digits = perMillionNano.toString().padStart(16, "0");
  const fraction = digits.slice(-15).replace(/0+$/, "");
  return fraction === "" ? nanoToUsd(perMillionNano * 1000n) : `${digits.slice(0, -15)}.${fraction}`;
}
