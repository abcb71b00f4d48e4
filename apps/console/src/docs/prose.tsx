import type { ReactNode } from "react";

/** A heading that can be linked to: its anchor is its text in small letters. */
export function Heading({ children, level = 2 }: { children: string; level?: 2 | 3 }) {
  const Tag = level === 2 ? "h2" : "h3";
  const id = anchorOf(children);
  return (
    <Tag
      id={id}
      className={
        level === 2
          ? "group mt-12 mb-3 scroll-mt-24 font-semibold text-2xl"
          : "group mt-8 mb-2 scroll-mt-24 font-semibold text-xl"
      }
    >
      <a href={`#${id}`} className="rounded-sm">
        {children}
        <span aria-hidden="true" className="ml-2 text-ink-faint opacity-0 group-hover:opacity-100">
          #
        </span>
      </a>
    </Tag>
  );
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

export function Text({ children }: { children: ReactNode }) {
  return <p className="mt-4 max-w-prose text-lg leading-relaxed">{children}</p>;
}

export function List({ items, ordered = false }: { items: readonly ReactNode[]; ordered?: boolean }) {
  const Tag = ordered ? "ol" : "ul";
  return (
    <Tag
      className={`mt-4 flex max-w-prose flex-col gap-2 pl-6 text-lg leading-relaxed marker:text-ink-faint ${ordered ? "list-decimal" : "list-disc"}`}
    >
      {items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </Tag>
  );
}

/** A name, header or value inside a sentence. */
export function Code({ children }: { children: string }) {
  return (
    <code className="break-words rounded-sm border bg-sunken px-1 py-px font-mono text-[0.9em]" translate="no">
      {children}
    </code>
  );
}

export interface FactColumn<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
}

/** A table of sentences: on a phone each row stands on its own, every cell under its heading. */
export function FactTable<Row>({
  label,
  columns,
  rows,
  anchor,
}: {
  label: string;
  columns: readonly FactColumn<Row>[];
  rows: readonly Row[];
  anchor: (row: Row) => string;
}) {
  return (
    <div className="mt-6 overflow-hidden rounded-lg border bg-surface shadow-xs">
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-left max-sm:block">
        <thead className="max-sm:sr-only">
          <tr>
            {columns.map(({ header }) => (
              <th
                key={header}
                scope="col"
                className="border-b bg-sunken px-4 py-2.5 font-medium text-ink-muted text-sm"
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <tr
              key={anchor(row)}
              id={anchor(row)}
              className="scroll-mt-24 target:bg-accent-soft max-sm:block max-sm:border-b max-sm:px-4 max-sm:py-4 max-sm:last:border-b-0 sm:*:border-b sm:last:*:border-b-0"
            >
              {columns.map(({ header, cell }, index) => (
                <td
                  key={header}
                  data-label={index === 0 ? undefined : header}
                  className="align-top first:font-medium max-sm:block max-sm:py-1 max-sm:before:block max-sm:before:text-ink-faint max-sm:before:text-sm max-sm:before:content-[attr(data-label)] sm:px-4 sm:py-3 max-sm:first:before:hidden"
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
