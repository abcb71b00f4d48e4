"use client";

import { Field } from "@tollgate/ui/field";
import { Select } from "@tollgate/ui/select";
import { useRouter } from "next/navigation";
import { compareHref, MOST_COMPARED } from "./compare-query.ts";

type Props = { chosen: readonly string[]; choices: readonly { id: string; name: string }[] };

/** Puts another model beside those that are compared. */
export function AddCompared({ chosen, choices }: Props) {
  const router = useRouter();
  const full = chosen.length >= MOST_COMPARED;
  return (
    <Field
      label="Add a model"
      hint={full ? `${MOST_COMPARED} are compared; take one out first.` : undefined}
      className="w-full max-w-80"
    >
      <Select
        key={chosen.join(" ")}
        disabled={full}
        options={choices
          .filter(({ id }) => !chosen.includes(id))
          .map(({ id, name }) => ({ value: id, label: name, detail: id }))}
        placeholder="Choose a model…"
        onValueChange={(id) => router.push(compareHref([...chosen, id]))}
      />
    </Field>
  );
}
