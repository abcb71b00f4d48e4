"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { DayField } from "../forms/day-field.tsx";
import { type ListQuery, listHref } from "./list-query.ts";

type Props = {
  path: string;
  query: ListQuery<string>;
  /** Spoken name of the filter. */
  label: string;
  /** What can be searched for. */
  searchHint: string;
  fromLabel: string;
};

/** Narrows a list by what it is about and by day. The address holds every choice. */
export function ListFilters({ path, query, label, searchHint, fromLabel }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { state, search, from, to } = query;

  function narrow(change: Partial<ListQuery<string>>) {
    startTransition(() => router.replace(listHref(path, { state, search, from, to, ...change }), { scroll: false }));
  }

  return (
    <search aria-label={label} aria-busy={pending} className="mb-4 block">
      <div className="grid grid-cols-2 items-end gap-3 md:grid-cols-[minmax(0,2fr)_repeat(2,minmax(0,1fr))_auto]">
        <form
          className="max-md:col-span-2"
          onSubmit={(event) => {
            event.preventDefault();
            narrow({ search: String(new FormData(event.currentTarget).get("search") ?? "").trim() });
          }}
        >
          <Field label="Search">
            <Input
              key={search ?? ""}
              name="search"
              type="search"
              defaultValue={search ?? ""}
              placeholder={searchHint}
              autoComplete="off"
              spellCheck={false}
              onBlur={(event) => {
                if (event.target.value.trim() !== (search ?? "")) narrow({ search: event.target.value.trim() });
              }}
            />
          </Field>
        </form>
        <DayField label={fromLabel} day={from} onDay={(day) => narrow({ from: day })} />
        <DayField label="Until" day={to} onDay={(day) => narrow({ to: day })} />
        <Button
          intent="quiet"
          className="max-md:col-span-2 max-md:disabled:hidden"
          disabled={!(search || from || to)}
          onClick={() => narrow({ search: null, from: null, to: null })}
        >
          <X aria-hidden="true" /> Clear
        </Button>
      </div>
    </search>
  );
}
