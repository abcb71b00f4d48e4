"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Select } from "@tollgate/ui/select";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { DayField } from "../forms/day-field.tsx";
import {
  type CorrectionParams,
  type CorrectionQuery,
  correctionsHref,
  readCorrectionQuery,
} from "./correction-query.ts";

const ALL = "all";
const KINDS = [
  { value: ALL, label: "Any kind" },
  { value: "adjustment", label: "Adjustments" },
  { value: "call_refund", label: "Refunds of calls" },
  { value: "write_off", label: "Write-offs" },
] as const;

type Props = { query: CorrectionQuery; people: readonly { id: string; name: string }[] };

/** Narrows the list by kind, person and day. The address holds every choice. */
export function CorrectionFilters({ query, people }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { status, kind, person, from, to } = query;

  function narrow(change: CorrectionParams) {
    const now = { status, kind, person, from, to, ...change };
    const params = Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value ?? undefined]));
    startTransition(() => router.replace(correctionsHref(readCorrectionQuery(params)), { scroll: false }));
  }

  return (
    <search aria-label="Filter adjustments" aria-busy={pending} className="mb-4 block">
      <div className="grid grid-cols-2 items-end gap-3 md:grid-cols-[repeat(4,minmax(0,1fr))_auto]">
        <Field label="Kind">
          <Select value={kind ?? ALL} options={KINDS} onValueChange={(value) => narrow({ kind: value })} />
        </Field>
        <Field label="Person">
          <Select
            value={person ?? ALL}
            options={[{ value: ALL, label: "Anybody" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
            onValueChange={(value) => narrow({ person: value })}
          />
        </Field>
        <DayField label="Asked from" day={from} onDay={(day) => narrow({ from: day })} />
        <DayField label="Until" day={to} onDay={(day) => narrow({ to: day })} />
        <Button
          intent="quiet"
          className="max-md:col-span-2 max-md:disabled:hidden"
          disabled={!(kind || person || from || to)}
          onClick={() => narrow({ kind: "", person: "", from: "", to: "" })}
        >
          <X aria-hidden="true" /> Clear
        </Button>
      </div>
    </search>
  );
}
