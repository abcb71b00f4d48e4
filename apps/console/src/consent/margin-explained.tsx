import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints } from "@tollgate/ui/format/number";
import { Notice } from "@tollgate/ui/notice";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { MarginWords } from "../margins/margin-words.tsx";
import { WorkedCall } from "../margins/worked-call.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Preview = Outputs["connect"]["preview"];

/** What every call of the app will cost, part by part, and one call worked through. */
export function MarginExplained({ preview }: { preview: Preview }) {
  const { app, builder, margin, pending, fee, ownApp } = preview;
  const [first] = preview.examples;
  const own = { ...first, surchargeNano: 0n, chargeNano: first.costNano + first.feeNano };
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
          {ownApp ? "None for you" : <MarginWords margin={margin} />}
        </Part>
      </dl>
      <div className="rounded-b-lg border-t bg-sunken px-5 pt-4 pb-4">
        <WorkedCall examples={ownApp ? [own] : preview.examples} builder={app.name} reader="customer" />
      </div>
      {pending && !ownApp ? (
        <div className="border-t p-4">
          <Notice tone={pending.state === "announced" ? "caution" : "accent"}>
            From <Timestamp at={pending.effectiveAt} show="date" />{" "}
            {pending.state === "announced"
              ? "the app asks for another margin. It applies to you only if you accept it then: "
              : "a margin follows under which no call is dearer: "}
            <MarginWords margin={pending} />
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
