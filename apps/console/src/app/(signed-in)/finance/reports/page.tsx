import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { reportHref } from "../../../../reports/report-query.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Reports" };

const PERIODS = { month: "By month", year: "By year", now: "At this moment" } as const;

export default async function Reports() {
  const { reports } = await api();
  const known = await reports.list();
  return (
    <>
      <PageHeader
        title="Reports"
        lead="What the books say, with the checks that prove it. Underlined numbers lead to the entries or calls they are made of, and every report is a download."
      />
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {known.map(({ id, title, lead, periodKind }) => (
          <li
            key={id}
            className="relative flex flex-col gap-1.5 rounded-lg border bg-surface px-5 py-4 shadow-xs transition-colors hover:bg-sunken has-[a:focus-visible]:bg-accent-soft dark:hover:bg-hover"
          >
            <h2 className="font-semibold">
              <Link href={reportHref(id, null)} className="after:absolute after:inset-0 focus-visible:outline-hidden">
                {title}
              </Link>
            </h2>
            <p className="text-ink-muted">{lead}</p>
            <p className="mt-auto pt-1 text-ink-faint text-sm">{PERIODS[periodKind]}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
