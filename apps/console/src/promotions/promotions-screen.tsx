import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { Gift, TicketPercent } from "lucide-react";
import { CsvLink } from "../lists/csv-link.tsx";
import { api } from "../trpc/server.tsx";
import { CodesTable } from "./codes-table.tsx";
import { LotsTable } from "./lots-table.tsx";
import { NewCode } from "./new-code.tsx";
import { NewGrant } from "./new-grant.tsx";

/** Codes and grants of promotional credit, and what they cost; for operators and for finance. */
export async function PromotionsScreen({ forFinance = false }: { forFinance?: boolean }) {
  const { promotions } = await api();
  const { codes, lots, grantedNano, spentNano, liabilityNano, expiredNano } = await promotions.list();
  return (
    <>
      <PageHeader
        title="Promotions"
        lead="Credit that the marketplace gives away. Providers and builders are paid in full for what is bought with it."
        actions={
          <>
            <NewGrant />
            <NewCode />
          </>
        }
      />
      <div className="flex flex-col gap-10">
        <StatRow>
          <Stat label="Given" value={<Money nano={grantedNano} precision={2} />} note="by grants and codes" />
          <Stat label="Spent on calls" value={<Money nano={spentNano} precision={2} />} note="what it has cost" />
          <Stat label="Can still be spent" value={<Money nano={liabilityNano} precision={2} />} note="until it ends" />
          <Stat label="Ended unspent" value={<Money nano={expiredNano} precision={2} />} note="it cost nothing" />
        </StatRow>
        <Section title="Codes" hint="Each workspace redeems a code once.">
          <CodesTable
            codes={codes}
            empty={
              <EmptyState icon={TicketPercent} title="No codes yet">
                A code gives credit to every workspace that redeems it, as often and as long as you say.
              </EmptyState>
            }
          />
        </Section>
        <Section
          title="Credit given"
          hint="The latest grants and redeemed codes. What ends first is spent first."
          actions={lots.length > 0 ? <CsvLink href="/api/exports/promotions" size="sm" /> : undefined}
        >
          <LotsTable
            lots={lots}
            forFinance={forFinance}
            empty={
              <EmptyState icon={Gift} title="Nothing was given yet">
                Grants to one workspace and codes that workspaces redeem are listed here, with what was spent of each.
              </EmptyState>
            }
          />
        </Section>
      </div>
    </>
  );
}
