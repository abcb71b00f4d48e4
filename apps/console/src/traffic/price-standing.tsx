import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { formatShare } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { DataTable } from "@tollgate/ui/table";
import type { Outputs } from "../trpc/outputs.ts";

type Standing = Outputs["endpoints"]["standing"];
type Line = NonNullable<Standing["now"]> & { readonly words: string; readonly strong?: boolean };

const WORDS = {
  cheapest: "As low as the cheapest other",
  below_cheapest: "5% below the cheapest other",
  most_revenue: "Most revenue by the draw alone",
} as const;

type Props = {
  standing: Standing;
  /** Address of the page, and what its fields must carry on. */
  path: string;
  days: number;
  tried: { readonly input: string; readonly output: string };
  /** Why a tried price could not be read. */
  problem: string | null;
};

/** Where the price stands among all that offer the model, and where others would. */
export function PriceStanding({ standing, path, days, tried, problem }: Props) {
  const { now, others } = standing;
  if (!now)
    return (
      <p className="rounded-lg border bg-surface px-5 py-6 text-ink-muted shadow-xs">
        The endpoint takes no calls at the moment, or is not priced by tokens, so it stands nowhere in this market.
      </p>
    );
  const lines: Line[] = [
    { ...now, words: "In force", strong: true },
    ...(standing.tried ? [{ ...standing.tried, words: "Tried", strong: true }] : []),
    ...standing.suggestions.map((one) => ({ ...one, words: WORDS[one.name] })),
  ];
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <CardHeader title="Try a price" hint="In USD per million tokens. Nothing is published here." />
        <CardBody>
          <form action={path} className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
            <input type="hidden" name="days" value={days} />
            <Field label="Input" error={problem ?? undefined}>
              <MoneyInput name="input" defaultValue={tried.input} placeholder="as it is" per="/ M tokens" />
            </Field>
            <Field label="Output">
              <MoneyInput name="output" defaultValue={tried.output} placeholder="as it is" per="/ M tokens" />
            </Field>
            <Button type="submit" intent="primary">
              Try it
            </Button>
          </form>
        </CardBody>
      </Card>
      <DataTable
        label="Prices and their share"
        rows={lines}
        rowKey={(line) => line.words}
        columns={[
          {
            key: "words",
            header: "Price",
            phone: "title",
            cell: (line) => <span className={line.strong ? "font-medium" : undefined}>{line.words}</span>,
          },
          { key: "input", header: "Input / M", align: "right", cell: (line) => <Money nano={line.inputNano} /> },
          { key: "output", header: "Output / M", align: "right", cell: (line) => <Money nano={line.outputNano} /> },
          { key: "rank", header: "Rank", align: "right", cell: (line) => `${line.rank} of ${others + 1}` },
          { key: "share", header: "Share of the draw", align: "right", cell: (line) => formatShare(line.share) },
          {
            key: "revenue",
            header: "Revenue",
            align: "right",
            cell: (line) => (line.revenue === 0 ? "–" : `${line.revenue.toFixed(2)} ×`),
          },
        ]}
        footer={
          others === 0
            ? "Nobody else offers this model: every call that can come, comes."
            : "A call without wishes of its own goes first to an endpoint drawn with weight 1/price². The share assumes that all are healthy and that as many calls come as now; revenue is against the price in force."
        }
      />
    </div>
  );
}
