"use client";

import { Button } from "@tollgate/ui/button";
import { classNames } from "@tollgate/ui/class-names";
import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { Search, SlidersHorizontal } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import {
  CONTEXTS,
  countFilters,
  filterQuery,
  KINDS,
  type ModelFilter,
  POLICIES,
  PRICES,
  SORTS,
} from "./model-filter.ts";

const ANY = "any";
const TYPING_MS = 200;

type Props = {
  filter: ModelFilter;
  authors: readonly string[];
  providers: readonly { slug: string; name: string }[];
};

/** Narrows the list. Everything is in the address; without scripts the search field still works as a form. */
export function ModelsFilterBar({ filter, authors, providers }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [text, setText] = useState(filter.q);
  const [open, setOpen] = useState(false);
  const applied = useRef(filter.q);

  function apply(change: Partial<ModelFilter>) {
    const query = filterQuery({ ...filter, q: text.trim(), page: 1, ...change });
    startTransition(() => router.replace(`/models${query}`, { scroll: false }));
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the clock
  useEffect(() => {
    const q = text.trim();
    if (q === applied.current) return;
    const timer = setTimeout(() => {
      applied.current = q;
      apply({ q });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);

  // The address may change under the field: by "Clear filters", by going back.
  useEffect(() => {
    if (pending || filter.q === applied.current) return;
    applied.current = filter.q;
    setText(filter.q);
  }, [filter.q, pending]);

  const chosen = countFilters({ ...filter, q: "", features: [], reads: [] });
  return (
    <search>
      <form action="/models" aria-busy={pending} className="flex flex-wrap gap-2.5">
        <div className="relative min-w-56 flex-1 max-sm:basis-full">
          <Search
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
            aria-hidden="true"
          />
          <Input
            name="q"
            type="search"
            aria-label="Search models"
            placeholder="Search models"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="pl-8.5"
          />
        </div>
        <Select
          label="Sort by"
          className="w-52 max-sm:min-w-0 max-sm:flex-1"
          value={filter.sort}
          onValueChange={(value) => apply({ sort: SORTS.find((option) => option.value === value)?.value ?? "name" })}
          options={SORTS}
        />
        <Button className="sm:hidden" aria-expanded={open} aria-controls="model-filters" onClick={() => setOpen(!open)}>
          <SlidersHorizontal aria-hidden="true" /> Filters{chosen > 0 ? ` (${chosen})` : ""}
        </Button>
        <div
          id="model-filters"
          className={classNames(
            "grid basis-full grid-cols-2 gap-2.5 sm:grid-cols-3 lg:grid-cols-6",
            !open && "max-sm:hidden",
          )}
        >
          <FilterSelects filter={filter} authors={authors} providers={providers} apply={apply} />
        </div>
      </form>
    </search>
  );
}

type SelectsProps = Props & { apply: (change: Partial<ModelFilter>) => void };

function FilterSelects({ filter, authors, providers, apply }: SelectsProps) {
  return (
    <>
      <Choice
        label="Gives"
        any="Anything it gives"
        value={filter.kind}
        options={KINDS}
        onChange={(value) => apply({ kind: KINDS.find((option) => option.value === value)?.value })}
      />
      <Choice
        label="Author"
        any="Any author"
        value={filter.author}
        options={authors.map((author) => ({ value: author, label: author }))}
        onChange={(author) => apply({ author })}
      />
      <Choice
        label="Provider"
        any="Any provider"
        value={filter.provider}
        options={providers.map(({ slug, name }) => ({ value: slug, label: name }))}
        onChange={(provider) => apply({ provider })}
      />
      <Choice
        label="Data policy"
        any="Any data policy"
        value={filter.policy}
        options={POLICIES}
        onChange={(value) => apply({ policy: POLICIES.find((option) => option.value === value)?.value })}
      />
      <Choice
        label="Context"
        any="Any context"
        value={filter.context}
        options={CONTEXTS}
        onChange={(value) => apply({ context: CONTEXTS.find((option) => option.value === value)?.value })}
      />
      <Choice
        label="Input price per million tokens"
        any="Any input price"
        value={filter.price}
        options={PRICES}
        onChange={(value) => apply({ price: PRICES.find((option) => option.value === value)?.value })}
      />
    </>
  );
}

type ChoiceProps = {
  label: string;
  /** What leaving it open is called. */
  any: string;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
};

function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      label={label}
      className={classNames("w-full min-w-0", value && "border-accent text-accent-text")}
      value={value || ANY}
      onValueChange={(next) => onChange(next === ANY ? "" : next)}
      options={[{ value: ANY, label: any }, ...options]}
    />
  );
}
