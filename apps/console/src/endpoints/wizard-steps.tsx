import { classNames } from "@tollgate/ui/class-names";
import { Check } from "lucide-react";

const STEPS = ["Address and model", "Prices", "Probe and review"];

/** Where one is in registering; steps behind carry a tick. */
export function WizardSteps({ current }: { current: number }) {
  return (
    <ol className="mb-6 flex gap-2 sm:gap-6" aria-label="Steps">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === current ? "step" : undefined}
          className={classNames(
            "flex min-w-0 flex-1 flex-col gap-2 border-t-2 pt-2.5 text-sm",
            index <= current ? "border-accent" : "border-line",
            index === current ? "font-medium text-ink max-sm:flex-4" : "text-ink-muted",
          )}
        >
          <span className="flex items-center gap-1.5">
            {index < current ? <Check className="size-3.5 text-positive-text" aria-label="Done" /> : null}
            <span className="tabular text-ink-faint">{index + 1}</span>
            <span className={index === current ? "" : "max-sm:sr-only"}>{step}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
