import { Money } from "@tollgate/ui/money";
import { SplitBar } from "@tollgate/ui/split-bar";
import { exampleCharge } from "./example-charge.ts";

/** One call's receipt, worked through. */
export function ExampleReceipt() {
  const { lines, costNano, feeNano, surchargeNano, chargeNano } = exampleCharge;
  return (
    <figure className="w-full rounded-xl border bg-surface shadow-lg">
      <figcaption className="flex items-center justify-between border-b px-6 py-4">
        <span className="font-semibold">Receipt of one call</span>
        <span className="text-ink-faint text-sm">worked example</span>
      </figcaption>
      <dl className="flex flex-col gap-2.5 px-6 pt-5 pb-4">
        {lines.map((line) => (
          <div key={line.label} className="flex items-baseline justify-between gap-4">
            <dt className="text-ink-muted">
              {line.label} <span className="ml-1 whitespace-nowrap text-ink-faint text-sm">{line.rate}</span>
            </dt>
            <dd>
              <Money nano={line.nano} precision={9} className="text-sm" />
            </dd>
          </div>
        ))}
        <div className="mt-1.5 flex items-baseline justify-between gap-4 border-t pt-3.5 font-semibold text-lg">
          <dt>Charged</dt>
          <dd>
            <Money nano={chargeNano} precision={9} />
          </dd>
        </div>
      </dl>
      <div className="rounded-b-xl border-t bg-sunken px-6 pt-5 pb-6">
        <p className="mb-3 font-medium text-sm">Who is paid</p>
        <SplitBar providerNano={costNano} platformNano={feeNano} builderNano={surchargeNano} precision={9} />
      </div>
    </figure>
  );
}
