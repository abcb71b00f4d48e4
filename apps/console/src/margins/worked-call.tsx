import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { SplitBar } from "@tollgate/ui/split-bar";

/** An example call with its legs in nano-USD, as the API works it out. */
export type WorkedExample = {
  readonly tokens: number;
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  readonly chargeNano: bigint;
};

const DECIMALS = 6;

type WorkedCallProps = {
  example: WorkedExample;
  /** The app's name. */
  builder?: string;
  /** A builder wants to know what it adds up to, a customer what they pay. */
  reader: "builder" | "customer";
};

/** One call anyone can picture, divided between the three who earn from it. */
export function WorkedCall({ example, builder, reader }: WorkedCallProps) {
  const { tokens, costNano, feeNano, surchargeNano, chargeNano } = example;
  return (
    <div>
      <p className="mb-4 text-ink-muted text-sm">
        A call of {formatCount(tokens)} tokens that costs <Money nano={costNano} /> at the provider
      </p>
      <SplitBar
        providerNano={costNano}
        platformNano={feeNano}
        builderNano={surchargeNano}
        names={builder ? { builder } : undefined}
        precision={DECIMALS}
      />
      <p className="mt-3 flex items-baseline justify-between gap-4 border-t pt-3 font-semibold">
        <span>{reader === "builder" ? "Customer pays" : "You pay"}</span>
        <Money nano={chargeNano} precision={DECIMALS} />
      </p>
      {reader === "builder" ? (
        <p className="mt-1.5 flex items-baseline justify-between gap-4 text-ink-muted text-sm">
          <span>You earn on 1,000 of them</span>
          <Money nano={surchargeNano * 1_000n} />
        </p>
      ) : null}
    </div>
  );
}
