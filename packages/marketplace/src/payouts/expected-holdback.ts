import { decideHoldback } from "@tollgate/payouts/holdback";
import type { PayoutSettings } from "@tollgate/payouts/payout-settings";
import { computeStatement, type Statement } from "@tollgate/payouts/statement";
import type { StatementWithFacts } from "./read-statements.ts";

/** An open month's statement as it would be if the month closed now: with the holdback that closing sets aside. */
export function withHoldback({ statement, holdback }: StatementWithFacts, settings: PayoutSettings): Statement {
  const decision = decideHoldback(holdback, settings);
  if (decision.kind === "none") return statement;
  const holdbackInNano = statement.holdbackInNano + decision.providerNano + decision.builderNano;
  return computeStatement({ ...statement, holdbackInNano }, settings);
}
