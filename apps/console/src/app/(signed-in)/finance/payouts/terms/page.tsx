import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import type { Metadata } from "next";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { PayoutTerms, PayoutTermsHistory } from "../../../../../payouts/payout-terms.tsx";
import { PayoutTermsForm } from "../../../../../payouts/payout-terms-form.tsx";
import { SetThreshold } from "../../../../../tax-thresholds/set-threshold.tsx";
import { ThresholdsTable } from "../../../../../tax-thresholds/thresholds-table.tsx";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Terms of payouts" };

export default async function Terms() {
  const { finance } = await api();
  const [versions, thresholds] = await Promise.all([finance.payoutSettings(), finance.taxThresholds()]);
  const [terms] = versions;
  if (!terms) throw new Error("there are no payout settings, although the database begins with some");
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Payouts", href: "/finance/payouts" }]} />}
        title="Terms of payouts"
        lead={
          <>
            What every payout run goes by. Payees read the main ones on the{" "}
            <Link href="/pricing" className="text-accent-text underline underline-offset-4">
              pricing page
            </Link>
            .
          </>
        }
        actions={<PayoutTermsForm terms={terms} />}
      />
      <div className="flex flex-col gap-10">
        <Card className="max-w-2xl">
          <CardBody>
            <PayoutTerms terms={terms} />
          </CardBody>
        </Card>
        <Section
          title="Versions"
          hint="A closed month keeps the version that was in force when it closed."
          actions={<CsvLink href="/api/exports/payout-terms" />}
        >
          <PayoutTermsHistory versions={versions} />
        </Section>
        <Section
          title="Tax thresholds"
          hint={
            <>
              From which yearly amount on a country asks for a form.{" "}
              <Link href="/finance/reports/tax-forms" className="text-accent-text underline underline-offset-4">
                Yearly tax forms
              </Link>{" "}
              says who has reached which.
            </>
          }
          actions={
            <>
              {thresholds.length > 0 ? <CsvLink href="/api/exports/tax-thresholds" /> : null}
              <SetThreshold forms={[...new Set(thresholds.map(({ form }) => form))]} />
            </>
          }
        >
          <ThresholdsTable thresholds={thresholds} />
        </Section>
      </div>
    </>
  );
}
