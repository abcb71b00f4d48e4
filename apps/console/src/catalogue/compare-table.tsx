import { Badge } from "@tollgate/ui/badge";
import { classNames } from "@tollgate/ui/class-names";
import { Link } from "@tollgate/ui/link";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cheapest, factRows, priceRows } from "./compare-facts.ts";
import { compareHref } from "./compare-query.ts";
import { type ModelDetail, modelHref } from "./load-models.ts";
import { PriceRange } from "./price-range.tsx";

/** Models as columns and what sets them apart as rows; on a phone it scrolls sideways under its own names. */
export function CompareTable({ models }: { models: readonly ModelDetail[] }) {
  const ids = models.map(({ id }) => id);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      aria-label="Models side by side"
      className="relative overflow-x-auto rounded-lg border bg-surface shadow-xs"
    >
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <td className="sticky left-0 z-10 w-36 min-w-28 border-b bg-sunken px-4 py-3 sm:w-48 sm:px-5" />
            {models.map((model) => (
              <th
                key={model.id}
                scope="col"
                className="min-w-44 border-b bg-sunken px-4 py-3 text-left align-top font-normal"
              >
                <span className="flex items-start justify-between gap-2">
                  <span className="min-w-0">
                    <Link href={modelHref(model.id)} className="rounded-xs font-semibold hover:underline">
                      {model.name}
                    </Link>
                    {model.isDemo ? (
                      <Badge tone="outline" className="ml-2">
                        Demo
                      </Badge>
                    ) : null}
                    <span className="block break-all font-mono text-ink-faint text-xs">{model.id}</span>
                  </span>
                  <Link
                    href={compareHref(ids.filter((id) => id !== model.id))}
                    aria-label={`Take ${model.name} out`}
                    className="rounded-sm p-1 text-ink-faint hover:bg-hover hover:text-ink"
                  >
                    <X aria-hidden="true" className="size-4" />
                  </Link>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Heading columns={models.length}>Prices, USD per million</Heading>
          {priceRows(models).map(({ bucket, label, ranges }) => {
            const winners = cheapest(ranges);
            return (
              <Row key={bucket} label={label}>
                {ranges.map((range, index) => (
                  <Cell key={ids[index]} strong={winners.has(index)}>
                    {range ? (
                      <>
                        <PriceRange range={range} />
                        {winners.has(index) ? <span className="sr-only"> (lowest)</span> : null}
                      </>
                    ) : (
                      <span className="text-ink-faint">None</span>
                    )}
                  </Cell>
                ))}
              </Row>
            );
          })}
          <Heading columns={models.length}>What they can do, and how they do it</Heading>
          {factRows(models).map(({ label, values }) => (
            <Row key={label} label={label}>
              {values.map((value, index) => (
                <Cell key={ids[index]}>{value}</Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Heading({ columns, children }: { columns: number; children: string }) {
  return (
    <tr>
      <th
        scope="colgroup"
        colSpan={columns + 1}
        className="border-b bg-surface px-4 pt-5 pb-2 text-left text-sm sm:px-5"
      >
        <span className="sticky left-4 font-semibold sm:left-5">{children}</span>
      </th>
    </tr>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <tr className="last:*:border-b-0">
      <th
        scope="row"
        className="sticky left-0 z-10 border-b bg-surface px-4 py-2.5 text-left align-top font-normal text-ink-muted text-sm sm:px-5"
      >
        {label}
      </th>
      {children}
    </tr>
  );
}

function Cell({ strong = false, children }: { strong?: boolean; children: ReactNode }) {
  return (
    <td className={classNames("tabular border-b px-4 py-2.5 align-top", strong && "font-semibold text-positive-text")}>
      {children}
    </td>
  );
}
