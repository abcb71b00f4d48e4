"use client";

import { CopyButton } from "@tollgate/ui/copy-button";
import { Dialog } from "@tollgate/ui/dialog";
import { formatMonth } from "@tollgate/ui/format/time";
import { useRouter } from "next/navigation";
import { type CarryReason, carrySentence } from "./carry-reason.ts";
import { StatementLedger } from "./statement-ledger.tsx";
import type { StatementAmounts } from "./statement-lines.ts";

type Props = {
  /** Whose statement it is. */
  payeeName: string;
  month: string;
  statement: StatementAmounts & { payeeWorkspaceId: string; carryReason: CarryReason | null; hash: string };
  closeHref: string;
};

/** One payee's statement over the run it belongs to. The address names it; closing goes back to the run's address. */
export function StatementDialog({ payeeName, month, statement, closeHref }: Props) {
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
      <StatementLedger amounts={statement} />
      <p className="mt-4 text-ink-muted text-sm">{carrySentence(statement.carryReason)}</p>
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
    </Dialog>
  );
}
