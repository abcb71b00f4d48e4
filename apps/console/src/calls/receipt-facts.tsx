import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { CopyButton } from "@tollgate/ui/copy-button";
import { formatDuration } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import type { Receipt } from "./receipt-charge.tsx";

const SOURCE = new Map([
  ["reported", "Reported by the provider"],
  ["estimated", "Estimated: the provider reported none"],
  ["none", "Nothing to count"],
]);

const linkStyle = "text-accent-text underline-offset-4 hover:underline";

/** Who called, when, and how long it took. */
export function ReceiptFacts({ slug, receipt }: { slug: string; receipt: Receipt }) {
  return (
    <Card>
      <CardHeader title="Call" />
      <CardBody>
        <dl className="flex flex-col gap-3">
          <Fact label="When">
            <Timestamp at={receipt.at} show="exact" />
          </Fact>
          <Fact label="Key">
            <Link href={`/w/${slug}/calls?key=${receipt.key.id}`} className={linkStyle}>
              {receipt.key.name}
            </Link>
          </Fact>
          {receipt.app ? (
            <Fact label="App">
              <Link href={`/w/${slug}/calls?app=${receipt.app.id}`} className={linkStyle}>
                {receipt.app.name}
              </Link>
            </Fact>
          ) : null}
          <Fact label="Provider">{receipt.provider?.name ?? "none"}</Fact>
          <Fact label="Answer">{receipt.streamed ? "Streamed" : "In one piece"}</Fact>
          {receipt.firstContentMs === null ? null : (
            <Fact label="First word after">{formatDuration(receipt.firstContentMs)}</Fact>
          )}
          <Fact label="Took">{formatDuration(receipt.durationMs)}</Fact>
          {receipt.finishReason ? (
            <Fact label="Finish reason">
              <code className="font-mono text-sm">{receipt.finishReason}</code>
            </Fact>
          ) : null}
          <Fact label="Usage">{SOURCE.get(receipt.usageSource) ?? receipt.usageSource}</Fact>
        </dl>
      </CardBody>
    </Card>
  );
}

/** What was pinned and where it is booked: enough to compute the charge again by hand. */
export function ReceiptBooks({ receipt }: { receipt: Receipt }) {
  const { price, fee, margin } = receipt.versions;
  return (
    <Card>
      <CardHeader title="In the books" hint="Versions were pinned before the call and never change." />
      <CardBody>
        <dl className="flex flex-col gap-3">
          <Fact label="Reserved before">
            <Money nano={receipt.holdNano} />
          </Fact>
          <Fact label="Booked">
            <Timestamp at={receipt.bookedAt} show="exact" />
          </Fact>
          <Id label="Price version" id={price?.id} />
          <Id label="Fee version" id={fee.id} />
          <Id label="Margin version" id={margin?.id} />
          <Id label="Journal" id={receipt.journalId ?? undefined} />
        </dl>
      </CardBody>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6">
      <dt className="shrink-0 text-ink-muted">{label}</dt>
      <dd className="tabular min-w-0 text-right">{children}</dd>
    </div>
  );
}

function Id({ label, id }: { label: string; id: string | undefined }) {
  if (!id) return null;
  return (
    <div className="flex items-center justify-between gap-6">
      <dt className="shrink-0 text-ink-muted">{label}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <code className="truncate font-mono text-xs" title={id}>
          {id}
        </code>
        <CopyButton text={id} label={`Copy ${label.toLowerCase()}`} />
      </dd>
    </div>
  );
}
