import { NANO_PER_USD } from "@tollgate/money/nano";
import { legsFor, NO_UNITS, type PinnedVersions, priceCall } from "@tollgate/pricing/price-call";
import { quoteWorstCase } from "@tollgate/pricing/quote";
import type { UsageUnits } from "@tollgate/pricing/usage-units";
import type { FeeVersion, MarginVersion } from "@tollgate/pricing/versions";
import type { UsageEvent } from "../settlement/usage-event.ts";
import { type DemoAppName, demoAppId, demoGrantId, historyKeyId } from "./demo-app.ts";
import type { DemoOffer } from "./demo-offers.ts";
import { demoWorkspaceId } from "./demo-people.ts";
import { demoProviderId } from "./demo-providers.ts";
import { historyTimes } from "./history-times.ts";
import { SeededRandom } from "./seeded-random.ts";
import { type CallSketch, sketchCall } from "./sketch-call.ts";

/** A stretch of the demo's history within one UTC month. */
export interface HistoryMonth {
  readonly from: Date;
  readonly to: Date;
  readonly calls: number;
  /** What the customer spends in it, about: sizes are scaled to it, so that new prices do not break the story. */
  readonly spendUsd: bigint;
}

export interface HistoryVersions {
  readonly fee: FeeVersion;
  readonly margins: Readonly<Record<DemoAppName, MarginVersion>>;
}

/**
 * Calls the demo customer made in a month, with its own key and through the app, as events ready to be settled. Priced like any call, at the
 * versions they pin. The same month, offers and versions give the same events.
 */
export function demoHistory(
  month: HistoryMonth,
  offers: readonly DemoOffer[],
  versions: HistoryVersions,
): UsageEvent[] {
  const random = new SeededRandom(month.from.getTime() / 86_400_000);
  const times = historyTimes(random, month);
  const sketches = times.map(() => sketchCall(random, offers));
  const scale = scaleFor(sketches, month.spendUsd * NANO_PER_USD, versions);
  return sketches.map((sketch, at) => eventOf(sketch, { scale, versions, atMs: times[at] ?? 0, random }));
}

/** Corrections of the scale: sizes are limited by what models take, so spend does not grow in step with it. */
const CORRECTIONS = 4;

/** How many thousandths of their sketched size calls have, for the month to cost about this much. */
function scaleFor(sketches: readonly CallSketch[], spendNano: bigint, versions: HistoryVersions): bigint {
  let scale = 1_000n;
  for (let round = 0; round < CORRECTIONS; round++) {
    const planned = sketches.reduce((sum, sketch) => sum + priceOf(sketch, scale, versions), 0n);
    if (planned > 0n) scale = (scale * spendNano) / planned;
  }
  return scale;
}

function pinned(sketch: CallSketch, { fee, margins }: HistoryVersions): PinnedVersions {
  return { prices: sketch.offer.prices, fee, margin: sketch.app ? margins[sketch.app] : null };
}

function priceOf(sketch: CallSketch, scale: bigint, versions: HistoryVersions): bigint {
  const priced = priceCall(unitsOf(sketch, scale), pinned(sketch, versions));
  if (priced.kind === "unpriced") throw new Error(`demo history: ${sketch.offer.endpointId} has no complete price`);
  return priced.legs.chargeNano;
}

/** Units in thousandths of the sketch, within what the model can take. */
function unitsOf({ offer: { model }, input, cached, output, ending }: CallSketch, scale: bigint): UsageUnits {
  if (ending === "failed") return {};
  const scaled = (count: number, most: number) => Math.min(Math.max(1, Number((BigInt(count) * scale) / 1_000n)), most);
  const context = model.contextLength;
  const units = {
    input: scaled(input, Math.floor(context * 0.6)),
    output: scaled(output, Math.min(model.maxOutputTokens ?? context, Math.floor(context / 10))),
  };
  return cached === 0 ? units : { ...units, cache_read: scaled(cached, Math.floor(context / 4)) };
}

interface EventContext {
  readonly scale: bigint;
  readonly versions: HistoryVersions;
  readonly atMs: number;
  readonly random: SeededRandom;
}

function eventOf(sketch: CallSketch, { scale, versions, atMs, random }: EventContext): UsageEvent {
  const { offer, ending, app, said, streamed } = sketch;
  const { provider } = offer;
  const units = unitsOf(sketch, scale);
  const inputTokens = (units.input ?? 0) + (units.cache_read ?? 0);
  const outputTokens = units.output ?? 0;
  const terms = pinned(sketch, versions);
  const priced = priceCall(units, terms);
  const legs = priced.kind === "priced" ? priced.legs : legsFor({ costScaled: 0n, counts: NO_UNITS }, terms);
  const bounds = { inputTokens: Math.ceil(inputTokens * 1.1) + 200, outputTokens: outputTokens * 2 + 256 };
  const firstMs = random.between(...provider.firstMs);
  const ms = ending === "failed" ? firstMs : firstMs + Math.round((outputTokens / provider.tokensPerSecond) * 1_000);
  const served = ending !== "failed";
  return {
    v: 1,
    id: callIdAt(atMs, random),
    wsp: demoWorkspaceId("demo-customer"),
    key: historyKeyId(app),
    app: app && demoAppId(app),
    grant: app && demoGrantId(app),
    builder: app && demoWorkspaceId("demo-studio"),
    model: offer.model.id,
    provider: served ? demoProviderId(provider.slug) : null,
    payee: served ? demoWorkspaceId(provider.workspace) : null,
    endpoint: served ? offer.endpointId : null,
    price: served ? offer.priceVersionId : null,
    fee: versions.fee.id,
    margin: app && versions.margins[app].id,
    units,
    legs: { cost: legs.costNano, fee: legs.feeNano, surcharge: legs.surchargeNano },
    hold: quoteWorstCase(bounds, terms).chargeNano,
    outcome: ending,
    source: served ? (ending === "completed" ? "reported" : "estimated") : "none",
    finish: ending === "completed" ? "stop" : null,
    sponsor: null,
    attempts: attemptsOf(sketch, { firstMs, ms }),
    for: said,
    streamed,
    firstMs: served && streamed ? firstMs : null,
    ms,
    at: atMs,
  };
}

function attemptsOf(sketch: CallSketch, { firstMs, ms }: { firstMs: number; ms: number }) {
  const { offer, ending, refusedBy } = sketch;
  const refused = refusedBy
    ? [
        {
          endpointId: refusedBy.endpointId,
          providerSlug: refusedBy.provider.slug,
          status: 503,
          result: "upstream_error",
          durationMs: Math.round(firstMs / 2),
        },
      ]
    : [];
  const last = { endpointId: offer.endpointId, providerSlug: offer.provider.slug, durationMs: ms };
  const end = ending === "failed" ? { status: 503, result: "upstream_error" } : { status: 200, result: endOf(ending) };
  const [first, ...others] = [...refused, { ...last, ...end }];
  return [{ ...first, route: routeOf(sketch) }, ...others];
}

function endOf(ending: CallSketch["ending"]): string {
  return ending === "completed" ? "served" : ending;
}

/** What the router decided, which stands with the first attempt. */
function routeOf({ passedOver }: CallSketch) {
  return {
    order: "drawn",
    passedOver: passedOver.map(({ offer, reason }) => ({ provider: offer.provider.slug, reason })),
  };
}

/** A uuid v7 (RFC 9562) of a past moment. */
function callIdAt(atMs: number, random: SeededRandom): string {
  const time = atMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`;
}
