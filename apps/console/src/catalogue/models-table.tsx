import { Badge } from "@tollgate/ui/badge";
import { formatCompact, formatCount } from "@tollgate/ui/format/number";
import { type Column, DataTable } from "@tollgate/ui/table";
import type { ReactNode } from "react";
import { featureWord, kindWord } from "./feature-words.ts";
import { type Model, modelHref } from "./load-models.ts";
import { piecePrice } from "./piece-price.ts";
import { PriceRange } from "./price-range.tsx";

/** A field of the browser's own, so that comparing needs no scripts. */
const TICK: Column<Model> = {
  key: "compare",
  header: <span className="sr-only">Compare</span>,
  align: "right",
  phone: "corner",
  className: "relative z-10 w-12",
  cell: (model) => (
    <label className="inline-flex size-8 cursor-pointer items-center justify-center max-sm:size-10">
      <span className="sr-only">Compare {model.name}</span>
      <input type="checkbox" name="m" value={model.id} className="size-4 accent-accent" />
    </label>
  ),
};

type Props = {
  models: readonly Model[];
  footer?: ReactNode;
  /** Whether rows can be ticked, within a form that compares what is. */
  tickable?: boolean;
  /** Whether some models are answered by a stand-in and others are not: where all are, a mark on each says nothing. */
  marksDemo?: boolean;
};

export function ModelsTable({ models, footer, tickable = false, marksDemo = true }: Props) {
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
              <span className="flex items-center gap-x-2 max-sm:flex-wrap sm:whitespace-nowrap">
                {model.name} {marksDemo && model.isDemo ? <Badge tone="outline">Demo</Badge> : null}
              </span>
              <span
                title={model.id}
                className="font-mono font-normal text-ink-faint text-xs max-sm:break-all sm:max-w-72 sm:truncate"
              >
                {model.id}
              </span>
            </span>
          ),
        },
        {
          key: "features",
          header: "Features",
          phone: "hidden",
          className: "max-lg:hidden",
          cell: (model) => <span className="text-ink-muted text-sm">{featuresOf(model)}</span>,
        },
        {
          key: "context",
          header: "Context",
          align: "right",
          cell: (model) => (
            <span title={`${formatCount(model.contextLength)} tokens`}>{formatCompact(model.contextLength)}</span>
          ),
        },
        { key: "input", header: "Input / M", align: "right", cell: (model) => <InputPrice model={model} /> },
        {
          key: "output",
          header: "Output / M",
          align: "right",
          cell: (model) => (model.kind === "chat" || model.output ? <PriceRange range={model.output} /> : <NoPrice />),
        },
        {
          key: "providers",
          header: "Providers",
          align: "right",
          phone: "hidden",
          cell: (model) => (
            <span title={model.providers.map(({ name }) => name).join(", ")}>
              {formatCount(model.providers.length)}
            </span>
          ),
        },
        ...(tickable ? [TICK] : []),
      ]}
    />
  );
}

function featuresOf({ kind, features }: Model): string {
  return kind === "chat" ? features.map(featureWord).join(", ") || "Text" : kindWord(kind);
}

/** By the piece where it is priced so: a picture is no million of tokens. */
function InputPrice({ model }: { model: Model }) {
  const piece = model.piece && piecePrice(model.piece);
  if (piece === null) return model.kind === "chat" || model.input ? <PriceRange range={model.input} /> : <NoPrice />;
  return (
    <span className="whitespace-nowrap">
      <PriceRange range={piece.range} /> <span className="text-ink-faint text-sm">/ {piece.short}</span>
    </span>
  );
}

function NoPrice() {
  return <span className="text-ink-faint">–</span>;
}
