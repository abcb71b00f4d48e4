import { Badge } from "@tollgate/ui/badge";
import { formatCompact, formatCount } from "@tollgate/ui/format/number";
import { DataTable } from "@tollgate/ui/table";
import type { ReactNode } from "react";
import { featureWord } from "./feature-words.ts";
import { type Model, modelHref } from "./load-models.ts";
import { PriceRange } from "./price-range.tsx";

export function ModelsTable({ models, footer }: { models: readonly Model[]; footer?: ReactNode }) {
  return (
    <DataTable
      label="Models"
      rows={models}
      rowKey={(model) => model.id}
      rowHref={(model) => modelHref(model.id)}
      footer={footer}
      columns={[
        {
          key: "model",
          header: "Model",
          phone: "title",
          cell: (model) => (
            <span className="flex min-w-0 flex-col">
              <span className="flex flex-wrap items-center gap-x-2">
                {model.name} {model.isDemo ? <Badge tone="outline">Demo</Badge> : null}
              </span>
              <span className="break-all font-mono font-normal text-ink-faint text-xs">{model.id}</span>
            </span>
          ),
        },
        {
          key: "features",
          header: "Features",
          phone: "hidden",
          className: "max-lg:hidden",
          cell: (model) => (
            <span className="text-ink-muted text-sm">{model.features.map(featureWord).join(", ") || "Text"}</span>
          ),
        },
        {
          key: "context",
          header: "Context",
          align: "right",
          cell: (model) => (
            <span title={`${formatCount(model.contextLength)} tokens`}>{formatCompact(model.contextLength)}</span>
          ),
        },
        { key: "input", header: "Input / M", align: "right", cell: (model) => <PriceRange range={model.input} /> },
        { key: "output", header: "Output / M", align: "right", cell: (model) => <PriceRange range={model.output} /> },
        {
          key: "providers",
          header: "Providers",
          align: "right",
          phone: "hidden",
          cell: (model) => <span title={model.providers.join(", ")}>{formatCount(model.providers.length)}</span>,
        },
      ]}
    />
  );
}
