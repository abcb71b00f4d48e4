import { formatMoney, parseMoneyInput } from "@tollgate/ui/format/money";
import type { FormErrors } from "../forms/form-errors.ts";

/** How often a key's budget starts over. */
export const LIMIT_RESETS = ["never", "daily", "weekly", "monthly"] as const;
export type LimitReset = (typeof LIMIT_RESETS)[number];

/** What the form says for answers that are never given again. */
export const NO_CACHE = "never";

/** A key's form as the API takes it; an empty field is no limit. */
export type KeyDraft = {
  name: string;
  limitUsd: string | null;
  limitReset: LimitReset;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  maxConcurrency: number | null;
  expiresAt: Date | null;
  /** Ids such as `author/model`, or `author/*`; empty for every model. */
  allowedModels: string[];
  /** Addresses or ranges; empty for anywhere. */
  allowedAddresses: string[];
  /** How long an answer may be given again; `null` for never. */
  cacheTtlSeconds: number | null;
};

/** Fields that most keys do without. */
export const RARE_KEY_FIELDS = [
  "requestsPerMinute",
  "tokensPerMinute",
  "maxConcurrency",
  "expiresAt",
  "allowedModels",
  "allowedAddresses",
  "cacheTtlSeconds",
] as const;

export const KEY_FIELDS = ["name", "limitUsd", "limitReset", ...RARE_KEY_FIELDS] as const;

type Read = { ok: true; draft: KeyDraft } | { ok: false; errors: FormErrors };

/** Reads the form. What people type around an amount ($, commas) is taken off; whether it may be is the API's to judge. */
export function readKeyDraft(form: FormData): Read {
  const text = (field: (typeof KEY_FIELDS)[number]) => String(form.get(field) ?? "").trim();
  const errors: Record<string, string> = {};
  const name = text("name");
  if (name === "") errors.name = "Enter a name for the key.";
  const limit = text("limitUsd") === "" ? null : parseMoneyInput(text("limitUsd"));
  if (limit && !limit.ok) errors.limitUsd = limit.reason;
  const expiresAt = endOfDay(text("expiresAt"));
  if (expiresAt && Number.isNaN(expiresAt.getTime())) errors.expiresAt = "Choose a day.";
  const requestsPerMinute = readCount(text("requestsPerMinute"));
  const tokensPerMinute = readCount(text("tokensPerMinute"));
  const maxConcurrency = readCount(text("maxConcurrency"));
  if (Number.isNaN(requestsPerMinute)) errors.requestsPerMinute = "Enter a whole number, or nothing.";
  if (Number.isNaN(tokensPerMinute)) errors.tokensPerMinute = "Enter a whole number, or nothing.";
  if (Number.isNaN(maxConcurrency)) errors.maxConcurrency = "Enter a whole number, or nothing.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    draft: {
      name,
      limitUsd: limit?.ok ? formatMoney(limit.nano, "exact").replace(/[$,]/g, "") : null,
      limitReset: LIMIT_RESETS.find((one) => one === text("limitReset")) ?? "never",
      requestsPerMinute,
      tokensPerMinute,
      maxConcurrency,
      expiresAt,
      allowedModels: readLines(text("allowedModels")),
      allowedAddresses: readLines(text("allowedAddresses")),
      cacheTtlSeconds: text("cacheTtlSeconds") === NO_CACHE ? null : readCount(text("cacheTtlSeconds")),
    },
  };
}

/** What people list one per line, or with commas or spaces between. */
export function readLines(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** The day a key expires on, as a date field wants it. */
export function expiryDay(expiresAt: Date | null): string {
  return expiresAt?.toISOString().slice(0, 10) ?? "";
}

/** The last second of a day in UTC, so that "until the 30th" includes the 30th. */
function endOfDay(day: string): Date | null {
  return day === "" ? null : new Date(`${day}T23:59:59Z`);
}

/** A whole number, or `null` for an empty field; NaN for what is neither. */
export function readCount(text: string): number | null {
  if (text === "") return null;
  return /^\d{1,9}$/.test(text.replaceAll(",", "")) ? Number(text.replaceAll(",", "")) : Number.NaN;
}
