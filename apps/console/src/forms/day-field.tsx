"use client";

import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";

type Props = { label: string; day: string | null | undefined; onDay: (day: string) => void };

/** A UTC day of a filter; an empty text when it is taken away. */
export function DayField({ label, day, onDay }: Props) {
  return (
    <Field label={label}>
      <Input
        key={day ?? ""}
        type="date"
        defaultValue={day ?? ""}
        onChange={(event) => {
          // While a date is being typed the field says nothing; an emptied field does.
          if (event.target.value || event.target.validity.valid) onDay(event.target.value);
        }}
        className="tabular"
      />
    </Field>
  );
}
