import type { ModelModel } from "@tollgate/db/generated/models/Model";
import { type ModelKind, modelKind } from "@tollgate/gateway/model-kind";
import type { DataPolicy } from "@tollgate/gateway/route-preferences";
import type { SignalSummary } from "@tollgate/gateway/signal-summary";
import type { UnitPrices } from "@tollgate/pricing/versions";

/** Lowest and highest price of a bucket over a model's endpoints, in nano-USD per million units. */
export interface PriceRange {
  readonly fromNano: bigint;
  readonly toNano: bigint;
}

/** What is counted by the piece instead of by tokens. */
export const PIECES = ["image", "audio_second", "search", "character"] as const;

export interface PieceRange extends PriceRange {
  readonly bucket: (typeof PIECES)[number];
}

export interface ServingProvider {
  readonly slug: string;
  readonly name: string;
  readonly dataPolicy: DataPolicy;
}

/** A model as the public catalogue shows it. */
export interface ModelView {
  readonly id: string;
  readonly name: string;
  readonly author: string;
  readonly description: string;
  readonly contextLength: number;
  readonly maxOutputTokens: number | null;
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  /** What it is asked for. */
  readonly kind: ModelKind;
  readonly features: readonly string[];
  readonly releasedAt: Date | null;
  readonly input: PriceRange | null;
  readonly output: PriceRange | null;
  /** What it costs by the piece, where providers price it so. */
  readonly piece: PieceRange | null;
  /** Those who serve it, and what each says it does with requests. */
  readonly providers: readonly ServingProvider[];
  /** Whether every endpoint is a demo stand-in; shown, so that nobody takes it for the vendor. */
  readonly isDemo: boolean;
}

/** An endpoint as the public may see it: no address, no credential. */
export interface OfferView {
  readonly id: string;
  readonly provider: { readonly slug: string; readonly name: string };
  readonly isDemo: boolean;
  readonly contextLength: number;
  readonly maxOutputTokens: number | null;
  /** Usage bucket → nano-USD per million units. */
  readonly prices: UnitPrices;
  readonly dataPolicy: DataPolicy;
  /** `null` when not said. */
  readonly quantization: string | null;
  /** `null` when no call came lately. */
  readonly signals: SignalSummary | null;
  /** `null` before the first probe. */
  readonly healthy: boolean | null;
}

export interface ModelDetail extends ModelView {
  readonly offers: readonly OfferView[];
}

export interface ModelOffers {
  readonly model: ModelModel;
  readonly offers: readonly OfferView[];
}

export function toModelView({ model, offers }: ModelOffers): ModelView {
  return {
    id: model.id,
    name: model.name,
    author: model.author,
    description: model.description,
    contextLength: model.contextLength,
    maxOutputTokens: model.maxOutputTokens,
    inputModalities: model.inputModalities,
    outputModalities: model.outputModalities,
    kind: modelKind(model.outputModalities),
    features: model.features,
    releasedAt: model.releasedAt,
    input: rangeOf(offers, "input"),
    output: rangeOf(offers, "output"),
    piece: pieceOf(model, offers),
    providers: offers.map(({ provider, dataPolicy }) => ({ slug: provider.slug, name: provider.name, dataPolicy })),
    isDemo: offers.length > 0 && offers.every((offer) => offer.isDemo),
  };
}

/** Chat models may have a price for searches too, which is not what they are for. */
function pieceOf({ outputModalities }: ModelModel, offers: readonly OfferView[]): PieceRange | null {
  if (modelKind(outputModalities) === "chat") return null;
  for (const bucket of PIECES) {
    const range = rangeOf(offers, bucket);
    if (range) return { bucket, ...range };
  }
  return null;
}

function rangeOf(
  offers: readonly OfferView[],
  bucket: "input" | "output" | (typeof PIECES)[number],
): PriceRange | null {
  const [first, ...rest] = offers.flatMap((offer) => offer.prices[bucket] ?? []);
  if (first === undefined) return null;
  return {
    fromNano: rest.reduce((low, price) => (price < low ? price : low), first),
    toNano: rest.reduce((high, price) => (price > high ? price : high), first),
  };
}
