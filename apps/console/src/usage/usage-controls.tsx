"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { X } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTransition } from "react";
import { SERVED_FROM, servedFromWords } from "../calls/served-from.ts";
import { lastDays, PERIODS, readUsageQuery, type UsageQuery, writeUsageQuery } from "./usage-query.ts";

const GROUP_OPTIONS = [
  { value: "model", label: "Model" },
  { value: "provider", label: "Provider" },
  { value: "app", label: "App" },
  { value: "key", label: "API key" },
  { value: "member", label: "Member" },
  { value: "served_from", label: "Served from" },
  { value: "user", label: "End user" },
  { value: "tenant", label: "Tenant" },
  { value: "feature", label: "Feature" },
];
const METRIC_OPTIONS = [
  { value: "spend", label: "Spend" },
  { value: "calls", label: "Calls" },
  { value: "tokens", label: "Tokens" },
];
const OTHER = "other";
const ANYWHERE = "anywhere";
const SOURCE_OPTIONS = [
  { value: ANYWHERE, label: "Anywhere" },
  ...SERVED_FROM.map((value) => ({ value, label: servedFromWords(value).name })),
];

type Props = { query: UsageQuery; today: string; filters: readonly { name: "key" | "model" | "app"; label: string }[] };

/** Chooses the days, the grouping and what the chart shows. The address holds every choice. */
export function UsageControls({ query, today, filters }: Props) {
  const router = useRouter();
  const pathname = usePathname();
  const [pending, startTransition] = useTransition();
  function change(next: Partial<Record<keyof UsageQuery, string>>) {
    const changed = readUsageQuery({ ...query, ...next }, new Date(`${today}T00:00:00Z`));
    startTransition(() => router.replace(`${pathname}${writeUsageQuery(changed)}`, { scroll: false }));
  }
  const period = PERIODS.find((count) => lastDays(count, today).from === query.from && query.to === today);
  return (
    <search aria-label="Choose usage" aria-busy={pending} className="mb-6 flex flex-col gap-3">
      <div className="grid grid-cols-2 items-end gap-3 md:grid-cols-3 xl:grid-cols-6">
        <Field label="Group by">
          <Select value={query.by} options={GROUP_OPTIONS} onValueChange={(by) => change({ by })} />
        </Field>
        <Field label="Chart shows">
          <Select value={query.show} options={METRIC_OPTIONS} onValueChange={(show) => change({ show })} />
        </Field>
        <Field label="Served from">
          <Select
            value={query.served_from ?? ANYWHERE}
            options={SOURCE_OPTIONS}
            onValueChange={(from) => change({ served_from: from === ANYWHERE ? "" : from })}
          />
        </Field>
        <Field label="Period">
          <Select
            value={period ? String(period) : OTHER}
            options={[
              ...PERIODS.map((count) => ({ value: String(count), label: `Last ${count} days` })),
              { value: OTHER, label: "Chosen days", disabled: true },
            ]}
            onValueChange={(count) => change(lastDays(Number(count), today))}
          />
        </Field>
        <Day label="From" day={query.from} onDay={(from) => change({ from })} />
        <Day label="Until" day={query.to} onDay={(to) => change({ to })} />
      </div>
      {filters.length > 0 ? (
        <ul className="flex flex-wrap gap-2" aria-label="Only usage of">
          {filters.map(({ name, label }) => (
            <li key={name}>
              <Button size="sm" onClick={() => change({ [name]: "" })} aria-label={`No longer only ${label}`}>
                {label} <X aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </search>
  );
}

function Day({ label, day, onDay }: { label: string; day: string; onDay: (day: string) => void }) {
  return (
    <Field label={label}>
      <Input
        key={day}
        type="date"
        defaultValue={day}
        className="tabular"
        onChange={(event) => {
          // While a date is being typed the field says nothing.
          if (event.target.value) onDay(event.target.value);
        }}
      />
    </Field>
  );
}
