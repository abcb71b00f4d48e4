import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ShortHash } from "../finance/short-hash.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Journal = Outputs["ledger"]["journal"];
type Cause = Journal["causes"][number];

const CAUSE_WORDS: Record<Cause["what"], string> = {
  payment: "Payment",
  refund: "Refund of a payment",
  refund_returned: "Refund that came back",
  correction: "Adjustment",
  call_refund: "Refund of a call",
  promotional_lot: "Promotional credit",
  payout_started: "Payout, sent",
  payout_ended: "Payout, ended",
  dispute: "Dispute",
};

/** What a journal says of itself, what it was booked for, and where it stands in the hash chain. */
export function JournalFacts({ journal }: { journal: Journal }) {
  const { link, reverses, reversedBy } = journal;
  return (
    <KeyValueList
      items={[
        ...journal.causes.map((cause) => ({ label: CAUSE_WORDS[cause.what], value: <CauseLink cause={cause} /> })),
        { label: "Booked into", value: <span className="tabular">{journal.period}</span> },
        { label: "Booked", value: <Timestamp at={journal.bookedAt} show="exact" /> },
        { label: "Happened", value: <Timestamp at={journal.eventAt} show="exact" /> },
        ...(journal.memo ? [{ label: "Memo", value: journal.memo }] : []),
        {
          label: "Idempotency key",
          value: <code className="break-all font-mono text-sm">{journal.idempotencyKey}</code>,
        },
        ...(reverses ? [{ label: "Undoes", value: <JournalLink id={reverses} /> }] : []),
        ...(reversedBy ? [{ label: "Undone by", value: <JournalLink id={reversedBy} /> }] : []),
        {
          label: "Hash chain",
          value: link ? (
            <span className="inline-flex flex-wrap items-center gap-x-3">
              <span className="tabular">Position {link.position.toString()}</span> <ShortHash hash={link.hash} />
            </span>
          ) : (
            "Waits to be linked"
          ),
        },
      ]}
    />
  );
}

function JournalLink({ id }: { id: string }) {
  return (
    <Link href={`/finance/ledger/${id}`} className="break-all font-mono text-sm hover:underline">
      {id}
    </Link>
  );
}

function CauseLink({ cause: { what, id, within } }: { cause: Cause }) {
  const href = hrefOf(what, within);
  const text = <code className="break-all font-mono text-sm">{id}</code>;
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {href ? (
        <Link href={href} className="hover:underline">
          {text}
        </Link>
      ) : (
        text
      )}
      {what === "call_refund" && within ? (
        <a href={`/finance/ledger/find?id=${within}`} className="break-all font-mono text-sm hover:underline">
          {within}
        </a>
      ) : null}
    </span>
  );
}

function hrefOf(what: Cause["what"], within: string | null): string | null {
  if (what === "payout_started" || what === "payout_ended") return `/finance/payouts/${within}`;
  if (what === "correction" || what === "call_refund") return "/finance/adjustments";
  return null;
}
