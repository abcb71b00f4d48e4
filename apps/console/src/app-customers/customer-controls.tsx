"use client";

import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { usePathname, useRouter } from "next/navigation";
import { useTransition } from "react";
import { PERIODS } from "../earnings/role.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { type CustomerQuery, readCustomerQuery, SORTS, STATES, writeCustomerQuery } from "./customer-query.ts";

const ALL = "all";

/** Narrows and orders an app's customers. The address holds every choice. */
export function CustomerControls({ query }: { query: CustomerQuery }) {
  const router = useRouter();
  const pathname = usePathname();
  const [pending, startTransition] = useTransition();
  function change(next: Partial<Record<keyof CustomerQuery, string>>) {
    const changed = readCustomerQuery({ ...query, days: String(query.days), ...next });
    startTransition(() => router.replace(`${pathname}${writeCustomerQuery(changed)}`, { scroll: false }));
  }
  return (
    <search aria-label="Filter customers" aria-busy={pending}>
      <form
        {...formSubmit((form) => change({ q: String(form.get("q") ?? "") }))}
        className="grid grid-cols-2 items-end gap-3 md:grid-cols-4"
      >
        <Field label="Customer">
          <Input
            key={query.q ?? ""}
            name="q"
            type="search"
            placeholder="Part of a name, then Enter"
            defaultValue={query.q ?? ""}
            autoComplete="off"
          />
        </Field>
        <Field label="Consent">
          <Select
            value={query.state ?? ALL}
            options={[{ value: ALL, label: "Any" }, ...STATES]}
            onValueChange={(state) => change({ state })}
          />
        </Field>
        <Field label="Sort by">
          <Select value={query.sort} options={SORTS} onValueChange={(sort) => change({ sort })} />
        </Field>
        <Field label="Period">
          <Select
            value={String(query.days)}
            options={PERIODS.map((days) => ({ value: String(days), label: `Last ${days} days` }))}
            onValueChange={(days) => change({ days })}
          />
        </Field>
      </form>
    </search>
  );
}
