import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { type Endpoint, EndpointBadge } from "./endpoint-state.tsx";
import { ProbeDot } from "./probe-result.tsx";

type Props = {
  endpoints: readonly Endpoint[];
  hrefOf: (endpoint: Endpoint) => string;
  /** Names the provider of each row, where there are several. */
  showProvider: boolean;
  footer?: ReactNode;
};

/** A price by tokens; an endpoint can also have prices by other units only. */
function Price({ price, of }: { price: Endpoint["price"]; of: "input" | "output" }) {
  const nano = price?.prices[of];
  if (nano === undefined) return <span className="text-ink-faint">{price ? "–" : "none"}</span>;
  return <Money nano={nano} precision="exact" />;
}

/** Endpoints with what they cost and how they answer. */
export function EndpointTable({ endpoints, hrefOf, showProvider, footer }: Props) {
  return (
    <DataTable
      label="Endpoints"
      rows={endpoints}
      rowKey={(endpoint) => endpoint.id}
      rowHref={hrefOf}
      footer={footer}
      empty={
        <EmptyState icon={SearchX} title="No endpoint matches">
          Change the filter or look for another model.
        </EmptyState>
      }
      columns={[
        {
          key: "model",
          header: "Model",
          phone: "title",
          cell: (endpoint) => (
            <span className="block min-w-40">
              {endpoint.modelName}
              <span className="block max-w-72 truncate font-normal text-ink-faint text-sm">{endpoint.modelId}</span>
            </span>
          ),
        },
        ...(showProvider
          ? [{ key: "provider", header: "Provider", cell: (endpoint: Endpoint) => endpoint.providerName }]
          : []),
        { key: "state", header: "Status", cell: (endpoint) => <EndpointBadge state={endpoint.state} /> },
        { key: "probe", header: "Last probe", cell: (endpoint) => <ProbeDot probe={endpoint.lastProbe} /> },
        {
          key: "input",
          header: "Input / M",
          align: "right",
          cell: (endpoint) => <Price price={endpoint.price} of="input" />,
        },
        {
          key: "output",
          header: "Output / M",
          align: "right",
          cell: (endpoint) => <Price price={endpoint.price} of="output" />,
        },
        {
          key: "next",
          header: "Next price",
          phone: "hidden",
          cell: (endpoint) =>
            endpoint.nextPrice ? (
              <Timestamp at={endpoint.nextPrice.effectiveAt} show="date" className="text-ink-muted" />
            ) : (
              <span className="text-ink-faint">–</span>
            ),
        },
      ]}
    />
  );
}
