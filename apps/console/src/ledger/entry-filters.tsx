"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { type AccountType, accountName } from "../finance/account-names.ts";
import { type EntryParams, type EntryQuery, entriesHref, readEntryQuery } from "./entry-query.ts";
import { JOURNAL_KINDS } from "./journal-kinds.ts";

const ALL = "all";
const SPANS = [
  { value: "month", label: "In the month" },
  { value: "before", label: "Before the month" },
  { value: "through", label: "Until its end" },
  { value: "year", label: "In its year" },
];

/** Narrows the entries. The address holds every choice; several types or kinds at once come from reports. */
export function EntryFilters({ query, types }: { query: EntryQuery; types: readonly AccountType[] }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  function narrow(change: EntryParams) {
    const now = {
      type: query.types.join(","),
      kind: query.kinds.join(","),
      owner: query.owner ?? "",
      span: query.span,
    };
    const next = readEntryQuery({ ...now, month: query.month ?? "", ...change });
    startTransition(() => router.replace(entriesHref(next), { scroll: false }));
  }
  const chosen = (values: readonly string[]) =>
    values.length === 1 ? values[0] : values.length === 0 ? ALL : "several";
  const several = (values: readonly string[]) =>
    values.length > 1 ? [{ value: "several", label: `${values.length} chosen` }] : [];
  return (
    <search
      aria-label="Filter entries"
      aria-busy={pending}
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-3 xl:grid-cols-[repeat(4,minmax(0,1fr))_auto_auto]"
    >
      <Field label="Account type">
        <Select
          value={chosen(query.types)}
          onValueChange={(type) => narrow({ type: type === ALL ? "" : type })}
          options={[
            { value: ALL, label: "All types" },
            ...several(query.types),
            ...types.map((value) => ({ value, label: accountName(value).name })),
          ]}
        />
      </Field>
      <Field label="Kind of journal">
        <Select
          value={chosen(query.kinds)}
          onValueChange={(kind) => narrow({ kind: kind === ALL ? "" : kind })}
          options={[{ value: ALL, label: "All kinds" }, ...several(query.kinds), ...JOURNAL_KINDS]}
        />
      </Field>
      <Field label="Owner">
        <Input
          key={query.owner ?? ""}
          defaultValue={query.owner ?? ""}
          placeholder="Workspace id"
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key === "Enter") narrow({ owner: event.currentTarget.value });
          }}
          onBlur={(event) => {
            if (event.target.value.trim() !== (query.owner ?? "")) narrow({ owner: event.target.value });
          }}
        />
      </Field>
      <Field label="Booked">
        <Select value={query.span} disabled={!query.month} onValueChange={(span) => narrow({ span })} options={SPANS} />
      </Field>
      <Field label="Month">
        <Input
          key={query.month ?? ""}
          type="month"
          defaultValue={query.month ?? ""}
          onChange={(event) => narrow({ month: event.target.value })}
          className="tabular"
        />
      </Field>
      <Button
        intent="quiet"
        onClick={() => startTransition(() => router.replace("/finance/ledger", { scroll: false }))}
      >
        <X aria-hidden="true" /> Clear
      </Button>
    </search>
  );
}
