import { classNames } from "./class-names.ts";
import { type Nano, readNano } from "./format/money.ts";

/** From this share on, in percent, a person should look. */
const CAUTION_PERCENT = 80;

export type MeterProps = { label: string; value: Nano; max: Nano; className?: string };

/** How much of a budget is used: calm, then cautious, then full. The numbers stand beside it. */
export function Meter({ label, value, max, className }: MeterProps) {
  const used = readNano(value);
  const whole = readNano(max);
  const percent = whole <= 0n ? 100 : Math.min(100, Number((used * 1000n) / whole) / 10);
  const tone = percent >= 100 ? "bg-critical" : percent >= CAUTION_PERCENT ? "bg-caution" : "bg-accent";
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw the element <meter> each in their own way.
    <div
      role="meter"
      aria-label={label}
      aria-valuenow={Math.max(0, percent)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={`${Math.round(percent)}% used`}
      className={classNames("telling-colour h-1.5 w-full overflow-hidden rounded-full bg-hover", className)}
    >
      <div className={classNames("h-full rounded-full", tone)} style={{ width: `${Math.max(0, percent)}%` }} />
    </div>
  );
}
