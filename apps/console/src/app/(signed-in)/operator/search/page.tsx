import { Badge } from "@tollgate/ui/badge";
import { Button } from "@tollgate/ui/button";
import { CopyButton } from "@tollgate/ui/copy-button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Input } from "@tollgate/ui/input";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Timestamp } from "@tollgate/ui/timestamp";
import { TRPCError } from "@trpc/server";
import { Search, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { type Found, foundHref, KIND_WORDS } from "../../../../search/found-href.ts";
import { KnownIds } from "../../../../search/known-ids.tsx";
import { viewer } from "../../../../server/viewer.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Search by id" };

type Props = { searchParams: Promise<{ q?: string | string[] }> };

export default async function SearchPage({ searchParams }: Props) {
  const { q } = await searchParams;
  const query = (typeof q === "string" ? q : "").trim();
  const [{ found, problem }, { duties }] = await Promise.all([look(query), viewer()]);
  return (
    <>
      <PageHeader
        title="Search by id"
        lead="A call, journal, payment, refund, dispute, payout, workspace, person, key, app, provider or endpoint, whoever it belongs to."
      />
      <div className="flex flex-col gap-5">
        <search>
          <form action="/operator/search" className="flex max-w-2xl gap-2">
            <Input
              name="q"
              aria-label="Id, e-mail address or beginning of a key"
              placeholder="gen-…, wsp_…, name@example.com, tg-ab12, pi_…, a uuid …"
              defaultValue={query}
              autoComplete="off"
              autoFocus={query === ""}
              required
            />
            <Button type="submit" intent="primary">
              <Search aria-hidden="true" /> Find
            </Button>
          </form>
        </search>
        {problem ? <Notice tone="critical">{problem}</Notice> : null}
        {found.length > 0 ? (
          <ul aria-label="Found" className="flex flex-col gap-3">
            {found.map((one) => (
              <Card key={`${one.kind} ${one.id}`} found={one} href={foundHref(one, duties.includes("finance"))} />
            ))}
          </ul>
        ) : query !== "" && !problem ? (
          <EmptyState icon={SearchX} title="Nothing is called that">
            Only whole ids and addresses are looked up, and keys by their first seven characters or more. Check that
            nothing was cut off.
          </EmptyState>
        ) : query === "" ? (
          <KnownIds />
        ) : null}
      </div>
    </>
  );
}

async function look(query: string): Promise<{ found: Found[]; problem: string | null }> {
  if (query === "") return { found: [], problem: null };
  try {
    return { found: await (await api()).operator.search({ query }), problem: null };
  } catch (error) {
    if (error instanceof TRPCError && error.code === "BAD_REQUEST") return { found: [], problem: error.message };
    throw error;
  }
}

function Card({ found, href }: { found: Found; href: string | undefined }) {
  const { kind, id, title, detail, workspace, at } = found;
  return (
    <li className="rounded-lg border bg-surface px-5 py-4 shadow-xs">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone="accent">{KIND_WORDS[kind]}</Badge>
        <h2 className="min-w-0 break-all font-semibold">
          {href ? (
            <Link href={href} className="rounded-xs text-accent-text hover:underline">
              {title}
            </Link>
          ) : (
            title
          )}
        </h2>
        {at ? (
          <span className="ml-auto text-ink-faint text-sm">
            <Timestamp at={at} />
          </span>
        ) : null}
      </div>
      <p className="mt-1 break-words text-ink-muted">{detail}</p>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span className="flex min-w-0 items-center gap-1">
          <code className="break-all font-mono text-ink-muted">{id}</code>
          <CopyButton text={id} label={`Copy ${id}`} />
        </span>
        {workspace && workspace.id !== id ? (
          <Link
            href={`/operator/search?q=${workspace.id}`}
            className="rounded-xs text-ink-muted hover:text-ink hover:underline"
          >
            of {workspace.name}
          </Link>
        ) : null}
      </div>
    </li>
  );
}
