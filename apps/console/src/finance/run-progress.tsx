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
        // Being paid is where a run is, not what it has behind it.
        const done = stage.status === "executing" ? index < reached : index <= reached;
        const isNow = index === reached;
        return (
          <li
            key={stage.status}
            aria-current={isNow ? "step" : undefined}
            className={classNames("flex items-center gap-2", done || isNow ? "font-medium text-ink" : "text-ink-faint")}
          >
            <span
              className={classNames(
                "flex size-4.5 items-center justify-center rounded-full",
                done ? "bg-positive-soft text-positive-text" : "border border-line-control",
                isNow && !done && "border-accent",
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
