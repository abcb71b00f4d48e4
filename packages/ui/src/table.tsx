import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Link } from "./link.tsx";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers align right, so that digits stand under digits. */
  align?: "left" | "right";
  /** On a phone the row becomes a card: `title` heads it, `hidden` stays away, `corner` stands at its top right,
   * others are labelled lines. */
  phone?: "title" | "line" | "hidden" | "actions" | "corner";
  className?: string;
};

export type DataTableProps<Row> = {
  /** Spoken name of the table. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Makes the whole row lead somewhere; the first cell carries the link. */
  rowHref?: (row: Row) => string;
  /** Shown instead of the table when there are no rows: a sentence in its place, or an `EmptyState`. */
  empty?: ReactNode;
  footer?: ReactNode;
  /** Sums under their columns, by column key; a column without one stays empty. */
  totals?: Readonly<Record<string, ReactNode>>;
};

/** Digits end where the next column's words begin: such a column stands further away. */
function followsNumbers<Row>(columns: readonly Column<Row>[], index: number): boolean {
  return columns[index]?.align !== "right" && columns[index - 1]?.align === "right";
}

/** The last line of a table that adds up: on a phone a card of its own, labelled like the others. */
function Totals<Row>({ columns, totals }: { columns: readonly Column<Row>[]; totals: Record<string, ReactNode> }) {
  return (
    <tfoot className="max-sm:block">
      <tr className="font-semibold max-sm:flex max-sm:flex-col max-sm:border-t max-sm:bg-sunken max-sm:px-4 max-sm:py-3">
        {columns.map((column, index) => (
          <td
            key={column.key}
            data-label={typeof column.header === "string" ? column.header : undefined}
            className={classNames(
              "py-2.5 sm:border-t sm:bg-sunken sm:px-3 sm:first:rounded-bl-lg sm:first:pl-5 sm:last:rounded-br-lg sm:last:pr-5",
              column.align === "right" && "tabular sm:text-right",
              followsNumbers(columns, index) && "sm:pl-8",
              column.phone === "title"
                ? "max-sm:pt-0 max-sm:pb-1.5"
                : "max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-6 max-sm:py-1 max-sm:before:font-normal max-sm:before:text-ink-faint max-sm:before:text-sm max-sm:before:content-[attr(data-label)]",
              (totals[column.key] === undefined || column.phone === "hidden") && "max-sm:hidden",
              column.className,
            )}
          >
            {totals[column.key]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

type CellProps<Row> = { column: Column<Row>; row: Row; href?: string; apart: boolean };

function Cell<Row>({ column, row, href, apart }: CellProps<Row>) {
  const phone = column.phone ?? "line";
  return (
    <td
      data-label={phone === "line" && typeof column.header === "string" ? column.header : undefined}
      className={classNames(
        "py-2.5 align-middle sm:px-3 sm:first:pl-5 sm:last:pr-5",
        column.align === "right" && "tabular sm:text-right",
        apart && "sm:pl-8",
        phone === "title" && "max-sm:order-first max-sm:pt-0 max-sm:pb-1.5 max-sm:font-medium",
        phone === "hidden" && "max-sm:hidden",
        phone === "actions" && "relative z-10 max-sm:pt-2 max-sm:pb-0",
        phone === "corner" && "relative z-10 max-sm:absolute max-sm:top-1 max-sm:right-2 max-sm:py-0",
        phone === "line" &&
          "max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-6 max-sm:py-1 max-sm:text-right max-sm:before:shrink-0 max-sm:before:text-ink-faint max-sm:before:text-sm max-sm:before:content-[attr(data-label)]",
        column.className,
      )}
    >
      {href ? (
        <Link href={href} className="font-medium text-ink after:absolute after:inset-0 focus-visible:outline-hidden">
          {column.cell(row)}
        </Link>
      ) : (
        column.cell(row)
      )}
    </td>
  );
}

/** Scrolls on a screen and is whole on paper. */
const PANE = "max-h-(--table-max-height) sm:overflow-x-auto print:max-h-none print:overflow-visible";

/** Dense rows under a head that stays; on a phone each row is a card. One DOM serves both. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, rowHref, empty, footer, totals } = props;
  if (rows.length === 0 && empty)
    return typeof empty === "string" ? (
      <p className="rounded-lg border bg-surface px-5 py-6 text-ink-muted shadow-xs">{empty}</p>
    ) : (
      empty
    );
  return (
    <div className="rounded-lg border bg-surface shadow-xs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table without links could not be scrolled by keyboard. */}
      <div tabIndex={0} className={PANE}>
        <table aria-label={label} className="w-full border-separate border-spacing-0 max-sm:block">
          <thead className="max-sm:sr-only">
            <tr>
              {columns.map((column, index) => (
                <th
                  key={column.key}
                  scope="col"
                  className={classNames(
                    "sticky top-0 z-10 h-9 whitespace-nowrap border-b bg-sunken px-3 font-medium text-ink-muted text-sm first:rounded-tl-lg first:pl-5 last:rounded-tr-lg last:pr-5",
                    column.align === "right" ? "text-right" : "text-left",
                    followsNumbers(columns, index) && "pl-8",
                  )}
                >
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {rows.map((row) => (
              <tr
                key={rowKey(row)}
                className={classNames(
                  // On a phone a list is many screens long: cards that are out of sight are neither laid out nor painted.
                  "max-sm:[contain-intrinsic-size:auto_8rem] max-sm:[content-visibility:auto]",
                  "relative max-sm:flex max-sm:flex-col max-sm:border-b max-sm:px-4 max-sm:py-3 max-sm:last:border-b-0 sm:*:border-b sm:last:*:border-b-0",
                  rowHref &&
                    "transition-colors hover:bg-sunken has-[a:focus-visible]:bg-accent-soft dark:hover:bg-hover",
                )}
              >
                {columns.map((column, index) => (
                  <Cell
                    key={column.key}
                    column={column}
                    row={row}
                    href={rowHref && index === 0 ? rowHref(row) : undefined}
                    apart={followsNumbers(columns, index)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
          {totals ? <Totals columns={columns} totals={totals} /> : null}
        </table>
      </div>
      {footer ? <div className="border-t px-5 py-2.5 text-ink-muted text-sm max-sm:px-4">{footer}</div> : null}
    </div>
  );
}
