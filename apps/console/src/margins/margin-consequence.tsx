import { formatCount } from "@tollgate/ui/format/number";
import { formatDate } from "@tollgate/ui/format/time";
import { CircleCheck, Clock3 } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";

type Preview = Outputs["apps"]["previewMargin"];

type Props = {
  preview: Preview;
  /** Whether it differs from the margin in force. */
  changed: boolean;
  /** Whether the builder chose the day. */
  scheduled: boolean;
};

/** What happens to customers when this margin is published. */
export function MarginConsequence({ preview, changed, scheduled }: Props) {
  if (!changed)
    return (
      <Line icon={CircleCheck} title="In force now">
        Change a part of it to see what a call would cost and who would be asked.
      </Line>
    );
  const day = formatDate(preview.effectiveAt);
  if (!preview.needsConsent) {
    if (scheduled)
      return (
        <Line icon={Clock3} title={`Applies on ${day}`}>
          Today’s margin stays until then, and you can withdraw this one before its day. Nobody has to accept it now.
        </Line>
      );
    return (
      <Line icon={CircleCheck} title="Applies at once">
        Every call from now on carries it. A call under way keeps the margin it started with.
      </Line>
    );
  }
  const notice = scheduled ? "notice now" : `${preview.noticeDays} days’ notice`;
  return (
    <Line icon={Clock3} title={`Applies on ${day}`}>
      Some call can become dearer, so {customers(preview.customersToAsk)} {notice} and must accept it. Until they do,
      they keep today’s margin; from that day on, calls of those who have not accepted are refused.
    </Line>
  );
}

/** "your customer gets", "your 12 customers get". */
function customers(count: number): string {
  return count === 1 ? "your one customer gets" : `your ${formatCount(count)} customers get`;
}

type LineProps = { icon: typeof Clock3; title?: string; children: React.ReactNode };

function Line({ icon: Icon, title, children }: LineProps) {
  return (
    <div className="flex gap-2.5">
      <Icon className="mt-0.75 size-4 shrink-0 text-ink-faint" aria-hidden="true" />
      <div className="min-w-0">
        {title ? <p className="font-medium">{title}</p> : null}
        <p className="text-ink-muted text-sm">{children}</p>
      </div>
    </div>
  );
}
