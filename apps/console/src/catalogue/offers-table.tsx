import { Badge } from "@tollgate/ui/badge";
import { formatCompact, formatCount, formatDuration, formatShare } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { dataPolicyWords } from "../endpoints/data-policy.ts";
import { bucketWord } from "./feature-words.ts";
import type { ModelDetail } from "./load-models.ts";
import { otherPrices } from "./other-prices.ts";

type Offer = ModelDetail["offers"][number];

/** Who serves a model, in the order that the API lists them in, cheapest first, each plainly labelled when it only stands in for a vendor. */
export function OffersTable({ offers }: { offers: readonly Offer[] }) {
  return (
    <DataTable
      label="Providers"
      rows={offers}
      rowKey={(offer) => offer.id}
      columns={[
        {
          key: "provider",
          header: "Provider",
          phone: "title",
          cell: (offer) => (
            <span className="flex flex-wrap items-center gap-x-2 font-medium">
              <Link href={`/providers/${offer.provider.slug}`} className="rounded-xs hover:underline">
                {offer.provider.name}
              </Link>{" "}
              {offer.isDemo ? <Badge tone="outline">Demo</Badge> : null}
              <Traits offer={offer} />
            </span>
          ),
        },
        { key: "status", header: "Status", cell: (offer) => <Health healthy={offer.healthy} /> },
        {
          key: "uptime",
          header: "Uptime 24 h",
          align: "right",
          cell: ({ signals }) => <Measured value={signals?.uptime1d} text={formatShare} />,
        },
        {
          key: "latency",
          header: "First word",
          align: "right",
          cell: ({ signals }) => <Measured value={signals?.latencyMs?.p50} text={formatDuration} />,
        },
        {
          key: "speed",
          header: "Tokens / s",
          align: "right",
          cell: ({ signals }) => <Measured value={signals?.tokensPerSecond?.p50} text={formatCount} />,
        },
        ...(offers.some(({ signals }) => signals?.toolCallValidity != null)
          ? [
              {
                key: "tools",
                header: "Valid tool calls",
                align: "right" as const,
                cell: ({ signals }: Offer) => <Measured value={signals?.toolCallValidity} text={formatShare} />,
              },
            ]
          : []),
        { key: "context", header: "Context", align: "right", cell: (offer) => <Tokens count={offer.contextLength} /> },
        {
          key: "output-limit",
          header: "Max output",
          align: "right",
          cell: (offer) => (offer.maxOutputTokens === null ? "Not stated" : <Tokens count={offer.maxOutputTokens} />),
        },
        { key: "input", header: "Input / M", align: "right", cell: (offer) => <Price nano={offer.prices.input} /> },
        { key: "output", header: "Output / M", align: "right", cell: (offer) => <Price nano={offer.prices.output} /> },
        { key: "others", header: "Other prices / M", align: "right", cell: (offer) => <OtherPrices offer={offer} /> },
      ]}
    />
  );
}

export function Health({ healthy }: { healthy: boolean | null }) {
  if (healthy === null) return <StatusDot tone="neutral">Not probed yet</StatusDot>;
  return healthy ? <StatusDot tone="positive">Healthy</StatusDot> : <StatusDot tone="critical">Failing</StatusDot>;
}

/** What sets an endpoint apart from others of the same model. */
function Traits({ offer }: { offer: Offer }) {
  const words = [dataPolicyWords(offer.dataPolicy), offer.quantization].filter((word) => word !== null);
  return words.length > 0 ? (
    <span className="basis-full font-normal text-ink-muted text-sm">{words.join(" · ")}</span>
  ) : null;
}

export function Measured({ value, text }: { value: number | null | undefined; text: (value: number) => string }) {
  return value === null || value === undefined ? (
    <span className="text-ink-faint" title="No calls lately">
      –
    </span>
  ) : (
    text(value)
  );
}

function Tokens({ count }: { count: number }) {
  return <span title={`${formatCount(count)} tokens`}>{formatCompact(count)}</span>;
}

export function Price({ nano }: { nano: bigint | undefined }) {
  return nano === undefined ? <span className="text-ink-faint">None</span> : <Money nano={nano} />;
}

function OtherPrices({ offer }: { offer: Offer }) {
  const others = otherPrices(offer.prices);
  if (others.length === 0) return <span className="text-ink-faint">None</span>;
  return (
    <ul className="flex flex-col items-end text-sm">
      {others.map(({ bucket, nano }) => (
        <li key={bucket} className="whitespace-nowrap">
          <span className="text-ink-muted">{bucketWord(bucket)}</span> <Price nano={nano} />
        </li>
      ))}
    </ul>
  );
}
