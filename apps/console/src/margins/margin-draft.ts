import { formatMoney } from "@tollgate/ui/format/money";
import type { MarginTerms } from "./describe-margin.ts";

/** A margin as it stands in the editor's fields: text, so that no float ever sees an amount. */
export type MarginDraft = {
  percent: string;
  perRequestUsd: string | null;
  perMillionTokensUsd: string | null;
  minimumUsd: string | null;
  capUsd: string | null;
};

export const MARGIN_FIELDS = ["percent", "perRequestUsd", "perMillionTokensUsd", "minimumUsd", "capUsd"] as const;

/** Reads the editor's fields; what people type around a number ($, %, commas, spaces) is taken off, the rest is the API's to judge. */
export function readDraft(form: FormData): MarginDraft {
  const text = (field: string) => String(form.get(field) ?? "").replace(/[$%,\s]/g, "");
  const amount = (field: string) => text(field) || null;
  return {
    percent: text("percent") || "0",
    perRequestUsd: amount("perRequestUsd"),
    perMillionTokensUsd: amount("perMillionTokensUsd"),
    minimumUsd: amount("minimumUsd"),
    capUsd: amount("capUsd"),
  };
}

/** The fields of a published margin, to start a new one from. */
export function draftOf(margin: MarginTerms | null): MarginDraft {
  const amount = (nano: bigint) => (nano === 0n ? null : plainUsd(nano));
  return {
    percent: margin ? String(margin.basisPoints / 100) : "0",
    perRequestUsd: margin && amount(margin.perRequestNano),
    perMillionTokensUsd: margin && amount(margin.perMillionTokensNano),
    minimumUsd: margin && amount(margin.minimumNano),
    capUsd: margin?.capNano == null ? null : plainUsd(margin.capNano),
  };
}

export function sameDraft(a: MarginDraft, b: MarginDraft): boolean {
  return MARGIN_FIELDS.every((field) => a[field] === b[field]);
}

/** Nano-USD as a field wants it: every digit that matters, nothing else. */
export function plainUsd(nano: bigint): string {
  return formatMoney(nano, "exact").replace(/[$,]/g, "");
}
