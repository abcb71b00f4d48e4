import { MarketplaceError } from "../errors.ts";
import { callsAndBooks } from "./books/calls-and-books.ts";
import { clearing } from "./books/clearing.ts";
import { customerLiability } from "./books/customer-liability.ts";
import { everyAccount } from "./books/every-account.ts";
import { looseEnds } from "./books/loose-ends.ts";
import { margins } from "./books/margins.ts";
import { payables } from "./books/payables.ts";
import { payeeTotals } from "./books/payee-totals.ts";
import { processorCash } from "./books/processor-cash.ts";
import { providerCosts } from "./books/provider-costs.ts";
import { taxForms } from "./books/tax-forms.ts";
import type { Report } from "./report.ts";

/** Every report there is, in the order in which finance reads them at a month's end. */
export const REPORTS: readonly Report[] = [
  everyAccount,
  callsAndBooks,
  customerLiability,
  payables,
  clearing,
  looseEnds,
  processorCash,
  providerCosts,
  margins,
  payeeTotals,
  taxForms,
];

/** @throws MarketplaceError `not_found` for an id that no report has. */
export function reportOf(id: string): Report {
  const report = REPORTS.find((one) => one.id === id);
  if (!report) throw new MarketplaceError("not_found", "There is no such report.");
  return report;
}
