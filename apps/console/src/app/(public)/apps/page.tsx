import { Avatar } from "@tollgate/ui/avatar";
import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Input } from "@tollgate/ui/input";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { AppWindow, Search, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { hostOf } from "../../../builder/host-of.ts";
import type { DirectoryApp } from "../../../directory/load-directory.ts";
import { describeTerms } from "../../../margins/describe-margin.ts";
import { api } from "../../../trpc/server.tsx";

export const metadata: Metadata = {
  title: "Apps",
  description: "Apps that run on your own credit: what each is for, who builds it, and the margin its calls carry.",
  alternates: { canonical: "/apps" },
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const PAGE = 60;

export default async function AppsPage({ searchParams }: Props) {
  const params = await searchParams;
  const text = (name: string) => (typeof params[name] === "string" ? params[name].trim().slice(0, 100) : "");
  const [search, cursor] = [text("q"), text("after")];
  const { apps, nextCursor } = await (await api()).apps.directory({ search, cursor: cursor || null, limit: PAGE });
  const here = search ? `q=${encodeURIComponent(search)}&` : "";
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <PageHeader
        title="Apps"
        lead="They call models on your credit, within the limit you set. You see the margin of each before you connect it, and it never rises without your consent."
        actions={
          <Button asChild>
            <Link href="/docs/building-an-app">Build one</Link>
          </Button>
        }
      />
      {apps.length === 0 && !search ? (
        <EmptyState icon={AppWindow} title="No app is listed yet">
          Builders list an app on its settings page, with a description and its margin. Connect links work without it.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-5">
          <search>
            <form action="/apps" className="relative max-w-96">
              <Search
                className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
                aria-hidden="true"
              />
              <Input
                name="q"
                type="search"
                aria-label="Search apps"
                placeholder="Search apps"
                defaultValue={search}
                className="pl-8.5"
              />
            </form>
          </search>
          {apps.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title="No app is like that"
              actions={
                <Button asChild>
                  <Link href="/apps">Show all apps</Link>
                </Button>
              }
            >
              Look for a part of its name, its description or its address.
            </EmptyState>
          ) : (
            <ul aria-label="Apps" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {apps.map((app) => (
                <AppCard key={app.id} app={app} />
              ))}
            </ul>
          )}
          {nextCursor || cursor ? (
            <Pagination
              newerHref={cursor ? `/apps${search ? `?q=${encodeURIComponent(search)}` : ""}` : undefined}
              newerLabel="First page"
              olderHref={nextCursor ? `/apps?${here}after=${nextCursor}` : undefined}
              olderLabel="More"
              summary={`${formatCount(apps.length)} apps`}
            />
          ) : null}
        </div>
      )}
    </main>
  );
}

function AppCard({ app }: { app: DirectoryApp }) {
  return (
    <li className="relative flex min-w-0 flex-col gap-3 rounded-lg border bg-surface p-5 shadow-xs transition-colors focus-within:border-accent hover:border-line-control">
      <div className="flex min-w-0 items-center gap-3">
        <Avatar name={app.name} />
        <div className="min-w-0">
          <h2 className="truncate font-semibold">
            <Link href={`/apps/${app.id}`} className="after:absolute after:inset-0 focus-visible:outline-hidden">
              {app.name}
            </Link>
          </h2>
          <p className="truncate text-ink-faint text-sm">{hostOf(app.url)}</p>
        </div>
      </div>
      <p className="line-clamp-3 flex-1 text-ink-muted">{app.description}</p>
      <p className="border-t pt-3 text-sm">
        <span className="text-ink-faint">Margin</span>{" "}
        <span className="tabular font-medium">{app.margin ? describeTerms(app.margin) : "None"}</span>
      </p>
    </li>
  );
}
