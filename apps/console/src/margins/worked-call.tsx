import { Money } from "@tollgate/ui/money";
import { SplitBar } from "@tollgate/ui/split-bar";

/** An example call with its legs in nano-USD, as the API works it out. */
export type WorkedExample = {
  readonly kind: "text" | "image" | "audio" | "search";
  /** A model with terms of its own. */
  readonly modelId: string | null;
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  readonly chargeNano: bigint;
};

export type WorkedExamples = readonly [WorkedExample, ...WorkedExample[]];

const CALL = { text: "2,000 tokens", image: "one image", audio: "a minute of audio", search: "one search" } as const;

const DECIMALS = 6;

/** A builder wants to know what it adds up to, a customer what they pay. */
type Reader = "builder" | "customer";

type Props = {
  examples: WorkedExamples;
  /** The app's name. */
  builder?: string;
  reader: Reader;
};

/** One call anyone can picture, divided between the three who earn from it, and what calls of other kinds and models come to. */
export function WorkedCall({ examples, builder, reader }: Props) {
  const [{ kind, costNano, feeNano, surchargeNano, chargeNano }, ...others] = examples;
  return (
    <div>
      <p className="mb-4 text-ink-muted text-sm">
        A call of {CALL[kind]} that costs <Money nano={costNano} /> at the provider
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
      {others.length > 0 ? <OtherCalls examples={others} reader={reader} /> : null}
    </div>
  );
}

function OtherCalls({ examples, reader }: { examples: readonly WorkedExample[]; reader: Reader }) {
  return (
    <ul aria-label="Other calls" className="mt-4 flex flex-col gap-2.5 border-t pt-3.5 text-sm">
      {examples.map(({ kind, modelId, costNano, surchargeNano, chargeNano }) => (
        <li key={`${modelId} ${kind}`} className="flex items-baseline justify-between gap-4">
          <span className="min-w-0">
            <span className="block first-letter:uppercase">
              {CALL[kind]} at <Money nano={costNano} />
            </span>
            {modelId ? <code className="break-all font-mono text-ink-muted text-xs">{modelId}</code> : null}
          </span>
          <span className="tabular shrink-0 text-right">
            <Money nano={chargeNano} precision={DECIMALS} />
            <span className="block text-ink-muted">
              {reader === "builder" ? "you earn " : "margin "}
              <Money nano={surchargeNano} precision={DECIMALS} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
