import { classNames } from "@tollgate/ui/class-names";
import { Check } from "lucide-react";
import type { PayoutRun } from "./run-status.tsx";

const STAGES: readonly { status: PayoutRun["status"]; word: string }[] = [
  { status: "computed", word: "Computed" },
  { status: "approved", word: "Approved by two people" },
  { status: "executing", word: "Paying" },
  { status: "done", word: "Done" },
];

/** How far a run has come. What has not happened is there too, so that nobody takes computed for paid. */
export function RunProgress({ status }: { status: PayoutRun["status"] }) {
  const reached = STAGES.findIndex((stage) => stage.status === status);
  return (
    <ol className="flex flex-wrap gap-x-6 gap-y-2">
      {STAGES.map((stage, index) => {
        const done = index <= reached;
        return (
          <li
            key={stage.status}
            aria-current={index === reached ? "step" : undefined}
            className={classNames("flex items-center gap-2", done ? "font-medium text-ink" : "text-ink-faint")}
          >
            <span
              className={classNames(
                "flex size-4.5 items-center justify-center rounded-full",
                done ? "bg-positive-soft text-positive-text" : "border border-line-control",
              )}
            >
              {done ? <Check className="size-3" strokeWidth={3} aria-label="reached" /> : null}
            </span>
            {stage.word}
          </li>
        );
      })}
    </ol>
  );
}
