"use client";

import { Field } from "@tollgate/ui/field";
import { formatCount } from "@tollgate/ui/format/number";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Select } from "@tollgate/ui/select";
import { Textarea } from "@tollgate/ui/textarea";
import { useState } from "react";
import type { FormErrors } from "../forms/form-errors.ts";
import { CountField } from "../limits/count-field.tsx";
import { plainUsd } from "../margins/margin-draft.ts";
import { expiryDay, type LimitReset, NO_CACHE, RARE_KEY_FIELDS } from "./key-draft.ts";

/** How often a budget starts over, as people choose it. */
export const RESETS: { value: LimitReset; label: string }[] = [
  { value: "never", label: "Once, for good" },
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Every week" },
  { value: "monthly", label: "Every month" },
];

export type EditableKey = {
  readonly name: string;
  readonly limitNano: bigint | null;
  readonly limitReset: LimitReset;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
  readonly expiresAt: Date | null;
  readonly allowedModels: readonly string[];
  readonly allowedAddresses: readonly string[];
  readonly cacheTtlSeconds: number | null;
};

const CACHE_TIMES = [
  { value: NO_CACHE, label: "Never" },
  { value: "300", label: "For 5 minutes" },
  { value: "3600", label: "For an hour" },
  { value: "86400", label: "For a day" },
];

/** With the time a program has chosen, when it is none of these. */
function cacheTimes(seconds: number | null) {
  const value = seconds === null ? NO_CACHE : `${seconds}`;
  if (CACHE_TIMES.some((time) => time.value === value)) return CACHE_TIMES;
  return [...CACHE_TIMES, { value, label: `For ${formatCount(seconds ?? 0)} seconds` }];
}

/** The fields of a key, for making one and for changing it. */
export function KeyFields({ apiKey, errors }: { apiKey?: EditableKey; errors: FormErrors }) {
  return (
    <div className="flex flex-col gap-5">
      <Field label="Name" hint="Where it will be used." error={errors.name} required>
        <Input name="name" defaultValue={apiKey?.name} autoComplete="off" placeholder="Production server" />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Spending limit" hint="Calls above it are refused." error={errors.limitUsd} optional>
          <MoneyInput
            name="limitUsd"
            defaultValue={apiKey?.limitNano == null ? "" : plainUsd(apiKey.limitNano)}
            placeholder="No limit"
          />
        </Field>
        <Field label="The limit holds for" hint="Starts over at 00:00 UTC." error={errors.limitReset}>
          <Select name="limitReset" defaultValue={apiKey?.limitReset ?? "monthly"} options={RESETS} />
        </Field>
      </div>
      <MoreLimits apiKey={apiKey} errors={errors} />
    </div>
  );
}

/** What most keys do without; open where one of them is set or refused. */
function MoreLimits({ apiKey, errors }: { apiKey?: EditableKey; errors: FormErrors }) {
  const [open, setOpen] = useState(() => RARE_KEY_FIELDS.some((name) => isSet(apiKey?.[name])));
  return (
    <details
      open={open || RARE_KEY_FIELDS.some((name) => errors[name])}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group"
    >
      <summary className="w-fit cursor-pointer rounded-sm font-medium text-accent-text text-sm">
        Pace, expiry, models and addresses
      </summary>
      <div className="mt-4 grid gap-5 sm:grid-cols-2">
        <CountField
          label="Calls per minute"
          name="requestsPerMinute"
          value={apiKey?.requestsPerMinute ?? null}
          error={errors.requestsPerMinute}
        />
        <CountField
          label="Tokens per minute"
          name="tokensPerMinute"
          value={apiKey?.tokensPerMinute ?? null}
          error={errors.tokensPerMinute}
        />
        <CountField
          label="Calls at a time"
          name="maxConcurrency"
          value={apiKey?.maxConcurrency ?? null}
          error={errors.maxConcurrency}
        />
        <Field
          label="Works until"
          hint="The end of that day, UTC. Empty: until revoked."
          error={errors.expiresAt}
          optional
        >
          <Input name="expiresAt" type="date" defaultValue={expiryDay(apiKey?.expiresAt ?? null)} className="tabular" />
        </Field>
        <Field
          label="Models it may call"
          hint="One per line: author/model, or author/* for all of an author. Empty: every model."
          error={errors.allowedModels}
          optional
        >
          <Textarea
            name="allowedModels"
            rows={2}
            defaultValue={apiKey?.allowedModels.join("\n")}
            spellCheck={false}
            className="font-mono text-sm"
          />
        </Field>
        <Field
          label="Where it may be used"
          hint="Addresses or ranges, such as 203.0.113.0/24. Empty: anywhere."
          error={errors.allowedAddresses}
          optional
        >
          <Textarea
            name="allowedAddresses"
            rows={2}
            defaultValue={apiKey?.allowedAddresses.join("\n")}
            spellCheck={false}
            className="font-mono text-sm"
          />
        </Field>
        <Field
          label="Give the same answer again"
          hint="To the very same request, at a fraction of its price. Only with temperature 0 or a seed, and without tools."
          error={errors.cacheTtlSeconds}
        >
          <Select
            name="cacheTtlSeconds"
            defaultValue={`${apiKey?.cacheTtlSeconds ?? NO_CACHE}`}
            options={cacheTimes(apiKey?.cacheTtlSeconds ?? null)}
          />
        </Field>
      </div>
    </details>
  );
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value != null;
}
