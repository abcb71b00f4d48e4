import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import type { Metadata } from "next";
import { FeeHistory } from "../../../../fees/fee-history.tsx";
import { FeesNow } from "../../../../fees/fees-now.tsx";
import { PublishFee } from "../../../../fees/publish-fee.tsx";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Fees" };

export default async function Fees() {
  const { operator } = await api();
  const fees = await operator.fees();
  return (
    <>
      <PageHeader
        title="Fees"
        lead="What the platform takes of each call. Customers see it on the pricing page and on every receipt."
        actions={<PublishFee />}
      />
      <div className="flex flex-col gap-10">
        <FeesNow fees={fees} />
        <Section
          title="All fees"
          hint="Receipts name the version they went by, for ever."
          actions={<CsvLink href="/api/exports/fees" size="sm" />}
        >
          <FeeHistory fees={fees} />
        </Section>
      </div>
    </>
  );
}
