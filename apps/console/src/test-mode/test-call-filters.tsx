"use client";

import { Field } from "@tollgate/ui/field";
import { Select, type SelectOption } from "@tollgate/ui/select";
import { usePathname, useRouter } from "next/navigation";
import { useTransition } from "react";
import { readTestCallQuery, type TestCallQuery, writeTestCallQuery } from "./test-call-query.ts";

const ALL = "all";

type Props = { query: TestCallQuery; keys: readonly { id: string; name: string }[]; models: readonly string[] };

/** Narrows the test calls. The address holds every choice. */
export function TestCallFilters({ query, keys, models }: Props) {
  const router = useRouter();
  const pathname = usePathname();
  const [pending, startTransition] = useTransition();
  const choose = (name: string) => (value: string) => {
    const next = readTestCallQuery({ ...query, [name]: value === ALL ? "" : value, page: "" });
    startTransition(() => router.replace(`${pathname}${writeTestCallQuery(next)}`, { scroll: false }));
  };
  const withAll = (label: string, options: readonly SelectOption[]) => [{ value: ALL, label }, ...options];
  return (
    <search aria-label="Filter test calls" aria-busy={pending} className="grid grid-cols-2 gap-3 md:grid-cols-4">
      <Field label="Ended">
        <Select
          value={query.ended ?? ALL}
          onValueChange={choose("ended")}
          options={withAll("Any way", [
            { value: "answered", label: "Answered" },
            { value: "errors", label: "With an error" },
          ])}
        />
      </Field>
      <Field label="Test key">
        <Select
          value={query.key ?? ALL}
          onValueChange={choose("key")}
          options={withAll(
            "All",
            keys.map(({ id, name }) => ({ value: id, label: name })),
          )}
        />
      </Field>
      <Field label="Model">
        <Select
          value={query.model ?? ALL}
          onValueChange={choose("model")}
          options={withAll(
            "All",
            models.map((model) => ({ value: model, label: model })),
          )}
        />
      </Field>
    </search>
  );
}
