"use client";

import { Field } from "@tollgate/ui/field";
import { MoneyInput } from "@tollgate/ui/money-input";
import type { FormErrors } from "../forms/form-errors.ts";
import { type Prices, priceText } from "./price-lines.ts";

const NAMES = [
  "input",
  "output",
  "cacheRead",
  "cacheWrite",
  "request",
  "inputAudio",
  "outputImage",
  "image",
  "audioMinute",
  "search",
  "character",
] as const;
type PriceName = (typeof NAMES)[number];

/** Prices as typed, in USD; what is empty is left out. */
export type PriceDraft = Partial<Record<PriceName, string>>;

/** The fields' names as the API names them in a refusal. */
export const PRICE_FIELDS = NAMES.map((name) => `prices.${name}`);

const APART_FIELDS = ["prices.cacheRead", "prices.cacheWrite", "prices.outputImage", "prices.request"];

/** Reads the price fields of a form. */
export function readPriceFields(data: FormData): PriceDraft {
  const text = (name: string) => {
    const value = data.get(`prices.${name}`);
    return typeof value === "string"
      ? value
          .trim()
          .replace(/^\$\s*/, "")
          .replaceAll(",", "")
      : "";
  };
  const draft: PriceDraft = {};
  for (const name of NAMES) if (text(name)) draft[name] = text(name);
  return draft;
}

type Props = {
  errors: FormErrors;
  /** A price list to start from. */
  prices?: Prices;
  onInput?: (nano: bigint | null) => void;
  onOutput?: (nano: bigint | null) => void;
};

/** The price list of a chat model: input and output always, the rest where it is priced apart. */
export function PriceFields({ errors, prices, onInput, onOutput }: Props) {
  const apart =
    prices !== undefined &&
    (prices.cache_read !== prices.input || prices.request !== undefined || prices.output_image !== undefined);
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Input" error={errors["prices.input"]} required>
          <MoneyInput
            name="prices.input"
            per="/ M tokens"
            placeholder="0.00"
            defaultValue={priceText(prices?.input)}
            onNano={onInput}
          />
        </Field>
        <Field label="Output" error={errors["prices.output"]} required>
          <MoneyInput
            name="prices.output"
            per="/ M tokens"
            placeholder="0.00"
            defaultValue={priceText(prices?.output)}
            onNano={onOutput}
          />
        </Field>
      </div>
      <details open={apart || APART_FIELDS.some((field) => errors[field])} className="group">
        <summary className="w-fit cursor-pointer rounded-xs font-medium text-accent-text text-sm">
          Price caching, pictures or requests apart
        </summary>
        <div className="mt-4 grid gap-5 sm:grid-cols-2">
          <Field label="Cache read" optional hint="Else as input." error={errors["prices.cacheRead"]}>
            <MoneyInput
              name="prices.cacheRead"
              per="/ M"
              className="pr-12"
              defaultValue={apart ? priceText(prices.cache_read) : ""}
            />
          </Field>
          <Field label="Cache write" optional hint="Else as input." error={errors["prices.cacheWrite"]}>
            <MoneyInput
              name="prices.cacheWrite"
              per="/ M"
              className="pr-12"
              defaultValue={apart ? priceText(prices.cache_write_5m) : ""}
            />
          </Field>
          <Field
            label="Pictures in answers"
            optional
            hint="By their tokens, else as output."
            error={errors["prices.outputImage"]}
          >
            <MoneyInput
              name="prices.outputImage"
              per="/ M"
              className="pr-12"
              defaultValue={priceText(prices?.output_image)}
            />
          </Field>
          <Field label="Requests" optional hint="Per million requests." error={errors["prices.request"]}>
            <MoneyInput name="prices.request" per="/ M" className="pr-12" defaultValue={priceText(prices?.request)} />
          </Field>
        </div>
      </details>
    </div>
  );
}
