import { parseMoneyInput } from "@tollgate/ui/format/money";
import type { FormErrors } from "../forms/form-errors.ts";
import { LIMIT_RESETS, type LimitReset, readCount } from "../keys/key-draft.ts";
import { plainUsd } from "../margins/margin-draft.ts";

/** A budget as the API takes it; an empty field is no budget. */
export type BudgetDraft = { budgetUsd: string | null; budgetReset: LimitReset };

/** Limits of a workspace as the API takes them; an empty field is no limit. */
export type LimitsDraft = BudgetDraft & {
  lowBalanceUsd: string | null;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  maxConcurrency: number | null;
};

export const BUDGET_FIELDS = ["budgetUsd", "budgetReset"] as const;
export const LIMITS_FIELDS = [
  ...BUDGET_FIELDS,
  "lowBalanceUsd",
  "requestsPerMinute",
  "tokensPerMinute",
  "maxConcurrency",
] as const;

type Read<Draft> = { ok: true; draft: Draft } | { ok: false; errors: FormErrors };

const textOf = (form: FormData, field: string) => String(form.get(field) ?? "").trim();

/** Reads an amount, or says beside its field why it cannot be read. */
function usd(form: FormData, field: string, errors: Record<string, string>): string | null {
  const text = textOf(form, field);
  if (text === "") return null;
  const read = parseMoneyInput(text);
  if (read.ok) return plainUsd(read.nano);
  errors[field] = read.reason;
  return null;
}

function count(form: FormData, field: string, errors: Record<string, string>): number | null {
  const value = readCount(textOf(form, field));
  if (Number.isNaN(value)) errors[field] = "Enter a whole number, or nothing.";
  return value;
}

function budget(form: FormData, errors: Record<string, string>): BudgetDraft {
  const budgetReset = LIMIT_RESETS.find((one) => one === textOf(form, "budgetReset")) ?? "monthly";
  return { budgetUsd: usd(form, "budgetUsd", errors), budgetReset };
}

export function readBudgetDraft(form: FormData): Read<BudgetDraft> {
  const errors: Record<string, string> = {};
  const draft = budget(form, errors);
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, draft };
}

export function readLimitsDraft(form: FormData): Read<LimitsDraft> {
  const errors: Record<string, string> = {};
  const draft = {
    ...budget(form, errors),
    lowBalanceUsd: usd(form, "lowBalanceUsd", errors),
    requestsPerMinute: count(form, "requestsPerMinute", errors),
    tokensPerMinute: count(form, "tokensPerMinute", errors),
    maxConcurrency: count(form, "maxConcurrency", errors),
  };
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, draft };
}
