"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { formatCount } from "@tollgate/ui/format/number";
import { Input } from "@tollgate/ui/input";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { Select } from "@tollgate/ui/select";
import { Skeleton } from "@tollgate/ui/skeleton";
import { SplitBar } from "@tollgate/ui/split-bar";
import { useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useSettled } from "../margins/use-settled.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { firstEstimate, START } from "./first-estimate.ts";

type Props = {
  models: readonly { id: string; name: string }[];
  start: string;
  /** The answer to what the fields hold at first. */
  first: Outputs["market"]["estimate"];
};

type Draft = typeof START;
type Asked = ReturnType<typeof firstEstimate>;

const FIELDS: readonly { name: keyof Draft; label: string; hint: string }[] = [
  { name: "inputTokens", label: "Input tokens", hint: "A page of text is about 500." },
  { name: "cachedTokens", label: "Of them cached", hint: "Read again from the provider’s cache." },
  { name: "outputTokens", label: "Output tokens", hint: "What the model writes." },
  { name: "marginPercent", label: "App’s margin in %", hint: "Nothing with a key of your own." },
  { name: "calls", label: "Calls", hint: "Of this size." },
];

/** What calls cost, worked out by the code that settles them. */
export function ChargeCalculator({ models, start, first }: Props) {
  const trpc = useTRPC();
  const [modelId, setModelId] = useState(start);
  const [draft, setDraft] = useState(START);
  const settled = useSettled({ modelId, ...draft });
  const whole = (text: string) => (/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN);
  const numbers = {
    inputTokens: whole(settled.inputTokens),
    cachedTokens: whole(settled.cachedTokens),
    outputTokens: whole(settled.outputTokens),
    calls: whole(settled.calls),
  };
  const wrong = Object.entries(numbers).filter(([, value]) => Number.isNaN(value));
  const asked = { modelId: settled.modelId, marginPercent: settled.marginPercent || "0", ...numbers };
  const isFirst = Object.entries(firstEstimate(start)).every(([name, value]) => asked[name as keyof Asked] === value);
  const estimate = useQuery({
    ...trpc.market.estimate.queryOptions(asked, { placeholderData: keepPreviousData, retry: false }),
    initialData: isFirst ? first : undefined,
    enabled: wrong.length === 0,
  });
  const errors = {
    ...(estimate.error ? formErrorsOf(estimate.error, Object.keys(START)) : {}),
    ...Object.fromEntries(wrong.map(([name]) => [name, "Enter a whole number."])),
  };
  const [best] = estimate.data?.offers ?? [];
  return (
    <form
      noValidate
      {...formSubmit(() => {})}
      onInput={(event) => {
        const form = new FormData(event.currentTarget);
        const read = (name: keyof Draft) => String(form.get(name) ?? "").replaceAll(/[%,\s]/g, "");
        setDraft({
          inputTokens: read("inputTokens"),
          cachedTokens: read("cachedTokens"),
          outputTokens: read("outputTokens"),
          marginPercent: read("marginPercent"),
          calls: read("calls"),
        });
      }}
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem]"
    >
      <Card>
        <CardHeader title="Your calls" />
        <CardBody className="grid gap-5 sm:grid-cols-2">
          <Field label="Model" className="sm:col-span-2">
            <Select
              value={modelId}
              options={models.map(({ id, name }) => ({ value: id, label: name, detail: id }))}
              onValueChange={setModelId}
            />
          </Field>
          {FIELDS.map(({ name, label, hint }) => (
            <Field key={name} label={label} hint={hint} error={errors[name]}>
              <Input
                name={name}
                inputMode="decimal"
                autoComplete="off"
                defaultValue={START[name]}
                className="tabular"
              />
            </Field>
          ))}
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="What they cost" hint={best ? `At the cheapest provider, ${best.provider}.` : undefined} />
        <CardBody className="min-h-72" aria-live="polite" aria-busy={estimate.isFetching}>
          {best ? (
            <div className="flex flex-col gap-5">
              <div>
                <p className="text-ink-muted text-sm">{formatCount(numbers.calls || 0)} calls</p>
                <p className="font-semibold text-3xl">
                  <Money nano={best.all.chargeNano} />
                </p>
              </div>
              <SplitBar
                providerNano={best.all.costNano}
                platformNano={best.all.feeNano}
                builderNano={best.all.surchargeNano}
              />
              <KeyValueList
                look="ledger"
                items={[
                  { label: "One call", value: <Money nano={best.call.chargeNano} precision="exact" /> },
                  ...(estimate.data?.offers ?? [])
                    .slice(1, 4)
                    .map((offer) => ({ label: `At ${offer.provider}`, value: <Money nano={offer.all.chargeNano} /> })),
                ]}
              />
            </div>
          ) : estimate.error ? (
            <p className="text-ink-muted">{errors.form ?? "Put the field right that is marked."}</p>
          ) : (
            <Skeleton className="h-56" />
          )}
        </CardBody>
      </Card>
    </form>
  );
}
