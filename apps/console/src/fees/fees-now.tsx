import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FEE_SCOPES, type Fee, feeWords } from "./fee-words.ts";
import { WithdrawFee } from "./withdraw-fee.tsx";

/** What is taken today for each kind of call, and what comes next. */
export function FeesNow({ fees }: { fees: readonly Fee[] }) {
  return (
    <div className="grid gap-4 md:grid-cols-3">
      {FEE_SCOPES.map(({ scope, name, means }) => {
        const own = fees.filter(({ appliesTo }) => appliesTo === scope);
        const now = own.find(({ state }) => state === "in_force");
        const coming = own.filter(({ state }) => state === "scheduled").toReversed();
        return (
          <Card key={scope}>
            <CardHeader title={name} />
            <CardBody>
              <p className="tabular font-semibold text-3xl">{now ? feeWords(now) : "Not offered"}</p>
              <p className="mt-1 text-ink-muted">{means}</p>
              {coming.map((fee) => (
                <p key={fee.id} className="mt-4 flex items-center justify-between gap-3 border-t pt-4 text-sm">
                  <span>
                    <span className="tabular font-medium">{feeWords(fee)}</span> from{" "}
                    <Timestamp at={fee.effectiveAt} show="date" />
                  </span>
                  <WithdrawFee fee={fee} />
                </p>
              ))}
            </CardBody>
          </Card>
        );
      })}
    </div>
  );
}
