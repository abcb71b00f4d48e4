import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type Step = {
  key: string;
  title: string;
  hint: ReactNode;
  done: boolean;
  action?: ReactNode;
  /** What is left to see of a step that is done. */
  result?: ReactNode;
};

type Props = {
  steps: readonly Step[];
  title: string /** Of the list as a whole, such as putting it away. */;
  action?: ReactNode;
};

/** What is left to do on the first day. The first open step is the one that stands out. */
export function Steps({ steps, title, action }: Props) {
  const done = steps.filter((step) => step.done).length;
  const current = steps.find((step) => !step.done)?.key;
  return (
    <section className="rounded-lg border bg-surface shadow-xs">
      <header className="flex items-center justify-between gap-4 px-5 pt-4 pb-3">
        <h2 className="font-semibold">{title}</h2>
        <div className="-my-1.5 -mr-2 flex items-center gap-2">
          <p className={classNames("tabular text-ink-faint text-sm", !action && "mr-2")}>
            {done} of {steps.length} done
          </p>
          {action}
        </div>
      </header>
      <ol className="divide-y border-t">
        {steps.map((step, index) => (
          <li
            key={step.key}
            aria-current={step.key === current ? "step" : undefined}
            className="flex items-start gap-3.5 px-5 py-3.5"
          >
            <span
              className={classNames(
                "tabular mt-px flex size-5.5 shrink-0 items-center justify-center rounded-full font-semibold text-2xs",
                step.done && "bg-positive-soft text-positive-text",
                !step.done && (step.key === current ? "bg-accent text-accent-on" : "border text-ink-faint"),
              )}
            >
              {step.done ? <Check className="size-3" strokeWidth={3} aria-label="Done" /> : index + 1}
            </span>
            <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-2">
              <div className="min-w-0">
                <h3
                  className={classNames(
                    "font-medium",
                    step.done && "text-ink-faint line-through decoration-line-control",
                  )}
                >
                  {step.title}
                </h3>
                <StepWords step={step} />
              </div>
              {step.done ? null : step.action}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function StepWords({ step }: { step: Step }) {
  const words = step.done ? step.result : step.hint;
  return words ? <p className="text-ink-muted text-sm">{words}</p> : null;
}
