import { Timestamp } from "@tollgate/ui/timestamp";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { MarginTerms } from "../margins/describe-margin.ts";
import { MarginWords } from "../margins/margin-words.tsx";

type Props = { accepted: MarginTerms; proposed: MarginTerms & { effectiveAt: Date }; inForce: boolean };

/** The margin a person agreed to beside the one they are asked to agree to. */
export function MarginChange({ accepted, proposed, inForce }: Props) {
  return (
    <div className="grid items-stretch gap-3 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <Side title="You accepted" terms={accepted} />
      <ArrowRight
        className="size-4 self-center text-ink-faint max-sm:rotate-90 max-sm:justify-self-center"
        aria-hidden="true"
      />
      <Side
        title={
          inForce ? (
            "Asked now"
          ) : (
            <>
              From <Timestamp at={proposed.effectiveAt} show="date" />
            </>
          )
        }
        terms={proposed}
        strong
      />
    </div>
  );
}

function Side({ title, terms, strong }: { title: ReactNode; terms: MarginTerms; strong?: boolean }) {
  return (
    <div className={`rounded-lg border px-4 py-3 ${strong ? "border-caution/50 bg-caution-soft" : "bg-sunken"}`}>
      <p className="text-ink-muted text-sm">{title}</p>
      <p className="mt-0.5 font-semibold">
        <MarginWords margin={terms} />
      </p>
    </div>
  );
}
