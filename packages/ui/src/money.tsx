import { classNames } from "./class-names.ts";
import { exactMoney, formatMoney, type MoneyPrecision, type Nano, readNano } from "./format/money.ts";

export type MoneyProps = {
  /** Nano-USD. */
  nano: Nano;
  precision?: MoneyPrecision;
  /** `signed` colours and marks direction, for statements; `plain` leaves the amount alone. */
  tone?: "plain" | "signed" | "muted";
  className?: string;
};

/** An amount, rounded for reading, with every digit behind it. */
export function Money({ nano, precision = "auto", tone = "plain", className }: MoneyProps) {
  const value = readNano(nano);
  const plus = tone === "signed" && value > 0n ? "+" : "";
  return (
    <data
      value={value.toString()}
      title={exactMoney(value)}
      className={classNames(
        "tabular whitespace-nowrap",
        tone === "muted" && "text-ink-muted",
        tone === "signed" && value > 0n && "text-positive-text",
        className,
      )}
    >
      {plus}
      {formatMoney(value, precision)}
    </data>
  );
}
