import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints } from "@tollgate/ui/format/number";
import { Notice } from "@tollgate/ui/notice";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { describeMargin } from "../margins/describe-margin.ts";
import { WorkedCall } from "../margins/worked-call.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Preview = Outputs["connect"]["preview"];

/** What every call of the app will cost, part by part, and one call worked through. */
export function MarginExplained({ preview }: { preview: Preview }) {
  const { app, builder, margin, pending, fee, ownApp } = preview;
  const { costNano, feeNano } = preview.example;
  const example = ownApp ? { ...preview.example, surchargeNano: 0n, chargeNano: costNano + feeNano } : preview.example;
  const fixed = fee.fixedNano > 0n ? ` + ${formatMoney(fee.fixedNano, "exact")} per call` : "";
  return (
    <section aria-label="What its calls cost" className="rounded-lg border">
      <dl className="divide-y">
        <Part label="Provider’s price" note="What the model costs, passed on as it is.">
          At cost
        </Part>
        <Part label="Platform fee" note="On the provider’s price.">
          {formatBasisPoints(fee.basisPoints)}
          {fixed}
        </Part>
        <Part
          label={`${app.name}’s margin`}
          note={
            ownApp
              ? "Your workspace owns this app, and pays no margin to itself."
              : `On the provider’s price. Goes to ${builder.name}.`
          }
        >
          {ownApp ? "None for you" : describeMargin(margin)}
        </Part>
      </dl>
      <div className="rounded-b-lg border-t bg-sunken px-5 pt-4 pb-4">
        <WorkedCall example={example} builder={app.name} reader="customer" />
      </div>
      {pending && !ownApp ? (
        <div className="border-t p-4">
          <Notice tone="caution">
            From <Timestamp at={pending.effectiveAt} show="date" /> the app asks for {describeMargin(pending)}. It
            applies to you only if you accept it then.
          </Notice>
        </div>
      ) : null}
    </section>
  );
}

function Part({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6 px-5 py-3">
      <dt>
        <span className="font-medium">{label}</span>
        <span className="block text-ink-muted text-sm">{note}</span>
      </dt>
      <dd className="tabular max-w-[50%] shrink-0 text-right font-medium">{children}</dd>
    </div>
  );
}
