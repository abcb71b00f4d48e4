"use client";

import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { CONTEXTS, filterQuery, type ModelFilter, PRICES, SORTS } from "./model-filter.ts";

const ANY = "any";
const TYPING_MS = 200;

/** Narrows the list. Everything is in the address; without scripts the search field still works as a form. */
export function ModelsFilterBar({ filter, authors }: { filter: ModelFilter; authors: readonly string[] }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [text, setText] = useState(filter.q);
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

  const any = (label: string) => ({ value: ANY, label });
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
          label="Author"
          className="w-40 max-sm:w-[calc(50%-0.3125rem)]"
          value={filter.author || ANY}
          onValueChange={(value) => apply({ author: value === ANY ? "" : value })}
          options={[any("Any author"), ...authors.map((author) => ({ value: author, label: author }))]}
        />
        <Select
          label="Context"
          className="w-40 max-sm:w-[calc(50%-0.3125rem)]"
          value={filter.context ?? ANY}
          onValueChange={(value) => apply({ context: CONTEXTS.find((option) => option.value === value)?.value })}
          options={[any("Any context"), ...CONTEXTS]}
        />
        <Select
          label="Input price per million tokens"
          className="w-40 max-sm:w-[calc(50%-0.3125rem)]"
          value={filter.price ?? ANY}
          onValueChange={(value) => apply({ price: PRICES.find((option) => option.value === value)?.value })}
          options={[any("Any input price"), ...PRICES]}
        />
        <Select
          label="Sort by"
          className="w-52 max-sm:w-[calc(50%-0.3125rem)]"
          value={filter.sort}
          onValueChange={(value) => apply({ sort: SORTS.find((option) => option.value === value)?.value ?? "name" })}
          options={SORTS}
        />
      </form>
    </search>
  );
}
