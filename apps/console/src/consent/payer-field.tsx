"use client";

import { Field } from "@tollgate/ui/field";
import { Select } from "@tollgate/ui/select";
import { usePathname, useRouter, useSearchParams } from "next/navigation";

type Workspace = { slug: string; name: string };

/** Which workspace pays. The choice is in the address, because what there is to decide depends on it. */
export function PayerField({ payers, payer }: { payers: readonly Workspace[]; payer: Workspace }) {
  const router = useRouter();
  const pathname = usePathname();
  const query = useSearchParams();
  if (payers.length === 1) {
    return (
      <p className="flex items-baseline justify-between gap-6">
        <span className="font-medium text-sm">Paid by</span>
        <span className="truncate">{payer.name}</span>
      </p>
    );
  }
  return (
    <Field label="Paid by">
      <Select
        value={payer.slug}
        onValueChange={(slug) => {
          const chosen = new URLSearchParams(query);
          chosen.set("workspace", slug);
          router.replace(`${pathname}?${chosen}`, { scroll: false });
        }}
        options={payers.map(({ slug, name }) => ({ value: slug, label: name }))}
      />
    </Field>
  );
}
