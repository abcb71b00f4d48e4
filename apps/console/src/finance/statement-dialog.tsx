"use client";

import { Button } from "@tollgate/ui/button";
import { CopyButton } from "@tollgate/ui/copy-button";
import { Dialog } from "@tollgate/ui/dialog";
import { formatMonth } from "@tollgate/ui/format/time";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { type CarryReason, carrySentence } from "./carry-reason.ts";
import { StatementLedger } from "./statement-ledger.tsx";
import type { StatementAmounts } from "./statement-lines.ts";

type Props = {
  /** Whose statement it is. */
  payeeName: string;
  month: string;
  statement: StatementAmounts & {
    payeeWorkspaceId: string;
    carryReason: CarryReason | null;
    minimumNano: bigint;
    hash: string;
  };
  /** Where it is downloaded; a draft has none. */
  downloads?: { pdf: string; csv: string };
  closeHref: string;
  /** For finance: amounts lead to entries. */
  leadsToEntries?: boolean;
};

/** One payee's statement over the run it belongs to. The address names it; closing goes back to the run's address. */
export function StatementDialog(props: Props) {
  const { payeeName, month, statement, closeHref, downloads, leadsToEntries } = props;
  const router = useRouter();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) router.replace(closeHref, { scroll: false });
      }}
      reading
      title={payeeName}
      description={`Statement for ${formatMonth(month)}`}
    >
      <StatementLedger
        amounts={statement}
        month={month}
        payeeId={leadsToEntries ? statement.payeeWorkspaceId : undefined}
      />
      <p className="mt-4 text-ink-muted text-sm">{carrySentence(statement.carryReason, statement.minimumNano)}</p>
      <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 rounded-md bg-sunken px-3 py-2 text-sm dark:bg-surface">
        {[
          { name: "Payee", text: statement.payeeWorkspaceId },
          { name: "Hash", text: statement.hash },
        ].map(({ name, text }) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="truncate font-mono" translate="no">
              {text}
            </dd>
            <dd>
              <CopyButton text={text} label={`Copy ${name.toLowerCase()}`} />
            </dd>
          </div>
        ))}
      </dl>
      {downloads ? (
        <div className="mt-4 flex gap-2">
          <Button asChild>
            <a href={downloads.pdf} download>
              <Download aria-hidden="true" /> PDF
            </a>
          </Button>
          <Button asChild>
            <a href={downloads.csv} download>
              <Download aria-hidden="true" /> CSV
            </a>
          </Button>
        </div>
      ) : null}
    </Dialog>
  );
}
