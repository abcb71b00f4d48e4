"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Select, type SelectOption } from "@tollgate/ui/select";
import { SlidersHorizontal, X } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { DayField } from "../forms/day-field.tsx";
import { type CallQuery, isNarrowed, readCallQuery, writeCallQuery } from "./call-query.ts";
import { OUTCOMES, outcomeWords } from "./outcomes.ts";
import { SERVED_FROM, servedFromWords } from "./served-from.ts";

const ALL = "all";

type Named = { id: string; name: string };
type Props = { query: CallQuery; keys: readonly Named[]; apps: readonly Named[]; models: readonly string[] };

/** Narrows the calls. The address holds every choice, so back, reload and share work. */
export function CallFilters({ query, keys, apps, models }: Props) {
  const router = useRouter();
  const pathname = usePathname();
  const [pending, startTransition] = useTransition();
  const listId = useId();
  const [shown, setShown] = useState(isNarrowed(query));

  function narrow(change: Record<string, string>) {
    // Read back, so that only what makes sense reaches the address; another filter starts at the first page.
    const next = readCallQuery({ ...query, ...change, after: undefined });
    startTransition(() => router.replace(`${pathname}${writeCallQuery(next)}`, { scroll: false }));
  }
  const choose = (name: string) => (value: string) => narrow({ [name]: value === ALL ? "" : value });
  const options = (all: string, named: readonly Named[]): SelectOption[] => [
    { value: ALL, label: all },
    ...named.map(({ id, name }) => ({ value: id, label: name })),
  ];

  return (
    <search aria-label="Filter calls" aria-busy={pending} className="mb-4 block">
      <Button
        aria-expanded={shown}
        aria-controls={`${listId}-filters`}
        onClick={() => setShown(!shown)}
        className="sm:hidden"
      >
        <SlidersHorizontal aria-hidden="true" /> {shown ? "Hide filters" : "Filter"}
      </Button>
      <div
        id={`${listId}-filters`}
        className={`${shown ? "max-sm:mt-3" : "max-sm:hidden"} grid grid-cols-2 items-end gap-3 md:grid-cols-4`}
      >
        <Field label="Key">
          <Select value={query.key ?? ALL} onValueChange={choose("key")} options={options("All keys", keys)} />
        </Field>
        <Field label="App">
          <Select value={query.app ?? ALL} onValueChange={choose("app")} options={options("Any or none", apps)} />
        </Field>
        <Field label="Outcome">
          <Select
            value={query.outcome ?? ALL}
            onValueChange={choose("outcome")}
            options={options(
              "Any",
              OUTCOMES.map((id) => ({ id, name: outcomeWords(id).word })),
            )}
          />
        </Field>
        <Field label="Served from">
          <Select
            value={query.served_from ?? ALL}
            onValueChange={choose("served_from")}
            options={options(
              "Anywhere",
              SERVED_FROM.map((id) => ({ id, name: servedFromWords(id).name })),
            )}
          />
        </Field>
        <Field label="Model">
          <Input
            key={query.model ?? ""}
            list={listId}
            defaultValue={query.model ?? ""}
            placeholder="Any"
            autoComplete="off"
            onChange={(event) => {
              if (models.includes(event.target.value)) narrow({ model: event.target.value });
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter") narrow({ model: event.currentTarget.value });
            }}
            onBlur={(event) => {
              if (event.target.value.trim() !== (query.model ?? "")) narrow({ model: event.target.value });
            }}
          />
        </Field>
        <datalist id={listId}>
          {models.map((model) => (
            <option key={model} value={model} />
          ))}
        </datalist>
        <DayField label="From" day={query.from} onDay={(from) => narrow({ from })} />
        <DayField label="Until" day={query.to} onDay={(to) => narrow({ to })} />
        <Button
          intent="quiet"
          disabled={!isNarrowed(query)}
          onClick={() => startTransition(() => router.replace(pathname, { scroll: false }))}
        >
          <X aria-hidden="true" /> Clear
        </Button>
      </div>
    </search>
  );
}
