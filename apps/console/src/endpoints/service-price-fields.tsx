"use client";

import { Field } from "@tollgate/ui/field";
import { MoneyInput } from "@tollgate/ui/money-input";
import type { FormErrors } from "../forms/form-errors.ts";
import { type Prices, priceText } from "./price-lines.ts";

export type ServiceKind = "embedding" | "rerank" | "moderation" | "image" | "speech" | "transcription";

type PriceName = "input" | "output" | "inputAudio" | "image" | "audioMinute" | "search" | "character";

/** Each price by what people speak of, and how many millionths of it a stored price is for. */
const FIELDS: Readonly<Record<PriceName, { label: string; per: string; bucket: keyof Prices; pieces: bigint }>> = {
  input: { label: "Input", per: "/ M tokens", bucket: "input", pieces: 1_000_000n },
  output: { label: "Output", per: "/ M tokens", bucket: "output", pieces: 1_000_000n },
  inputAudio: { label: "Audio input", per: "/ M tokens", bucket: "input_audio", pieces: 1_000_000n },
  image: { label: "Picture", per: "each", bucket: "image", pieces: 1n },
  audioMinute: { label: "Audio", per: "/ minute", bucket: "audio_second", pieces: 60n },
  search: { label: "Searches", per: "/ thousand", bucket: "search", pieces: 1_000n },
  character: { label: "Characters", per: "/ million", bucket: "character", pieces: 1_000_000n },
};

/** The piece a kind is usually priced by, and the tokens it may be priced by instead. */
const OF_KIND: Readonly<Record<ServiceKind, { piece: PriceName | null; tokens: readonly PriceName[] }>> = {
  embedding: { piece: null, tokens: ["input"] },
  rerank: { piece: "search", tokens: ["input"] },
  moderation: { piece: null, tokens: [] },
  image: { piece: "image", tokens: ["input", "output"] },
  speech: { piece: "character", tokens: [] },
  transcription: { piece: "audioMinute", tokens: ["input", "inputAudio", "output"] },
};

type Props = { kind: ServiceKind; errors: FormErrors; prices?: Prices };

/** The price list of a model that is no chat model: by the piece, or by token instead. */
export function ServicePriceFields({ kind, errors, prices }: Props) {
  const { piece, tokens } = OF_KIND[kind];
  if (piece === null && tokens.length === 0)
    return <p className="text-ink-muted">Moderations are free for everybody; there is no price to set.</p>;
  return (
    <div className="flex flex-col gap-5">
      {piece ? <PriceField name={piece} errors={errors} prices={prices} required={tokens.length === 0} /> : null}
      {piece && tokens.length > 0 ? (
        <p className="text-ink-muted text-sm">
          Or price tokens instead. With a price above, only that counts and tokens are free.
        </p>
      ) : null}
      {tokens.length > 0 ? (
        <div className="grid gap-5 sm:grid-cols-2">
          {tokens.map((name) => (
            <PriceField key={name} name={name} errors={errors} prices={prices} required={piece === null} />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function PriceField({
  name,
  errors,
  prices,
  required,
}: Omit<Props, "kind"> & { name: PriceName; required: boolean; prices: Prices | undefined }) {
  const { label, per, bucket, pieces } = FIELDS[name];
  const stored = prices?.[bucket];
  const shown = stored === undefined ? undefined : (stored * pieces) / 1_000_000n;
  return (
    <Field label={label} error={errors[`prices.${name}`]} {...(required ? { required } : { optional: true })}>
      <MoneyInput name={`prices.${name}`} per={per} placeholder="0.00" defaultValue={priceText(shown)} />
    </Field>
  );
}
