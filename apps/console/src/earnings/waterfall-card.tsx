import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { classNames } from "@tollgate/ui/class-names";
import { sharesOf } from "@tollgate/ui/format/split";
import { Money } from "@tollgate/ui/money";
import type { WaterfallStep } from "./waterfall.ts";

const FILL: Record<WaterfallStep["key"], string> = {
  earned: "bg-leg-builder",
  waiting: "bg-leg-platform",
  held: "bg-leg-provider",
  paid: "bg-positive",
};

/** From earned to paid: each step begins where the one above ends, with the reason money stands there. */
export function WaterfallCard({ steps }: { steps: readonly WaterfallStep[] }) {
  const shares = sharesOf(steps.map((step) => (step.nano > 0n ? step.nano : 0n)));
  return (
    <Card>
      <CardHeader title="From earned to paid" hint="Where every cent of yours stands, in both roles." />
      <CardBody>
        <ol className="flex flex-col gap-4">
          {steps.map((step, index) => {
            const before = shares.slice(0, index).reduce((sum, share) => sum + share, 0);
            const share = shares[index] ?? 0;
            return (
              <li key={step.key}>
                <div className="flex items-baseline justify-between gap-6">
                  <span className={classNames(step.nano === 0n ? "text-ink-muted" : "font-medium")}>{step.name}</span>
                  <Money
                    nano={step.nano}
                    precision={step.nano === 0n ? 2 : 4}
                    className={step.nano === 0n ? "text-ink-faint" : "font-medium"}
                  />
                </div>
                <div aria-hidden="true" className="telling-colour my-1.5 h-2 rounded-full bg-hover">
                  {share > 0 ? (
                    <div
                      className={`h-full min-w-1 rounded-full ${FILL[step.key]}`}
                      style={{ marginLeft: `${before / 100}%`, width: `${share / 100}%` }}
                    />
                  ) : null}
                </div>
                <p className="text-ink-muted text-sm">{step.why}</p>
              </li>
            );
          })}
        </ol>
      </CardBody>
    </Card>
  );
}
