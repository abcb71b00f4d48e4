import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";

type CountProps = { label: string; name: string; value: number | null; error: string | undefined; disabled?: boolean };

/** A limit that is a whole number, or nothing. */
export function CountField({ label, name, value, error, disabled }: CountProps) {
  return (
    <Field label={label} error={error} optional>
      <Input
        name={name}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={value ?? ""}
        placeholder="No limit"
        disabled={disabled}
        className="tabular"
      />
    </Field>
  );
}
