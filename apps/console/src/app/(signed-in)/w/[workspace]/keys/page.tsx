import { EmptyState } from "@tollgate/ui/empty-state";
import { Input } from "@tollgate/ui/input";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { KeyRound, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { env } from "../../../../../env.ts";
import { CreateKey } from "../../../../../keys/create-key.tsx";
import { KeysTable } from "../../../../../keys/keys-table.tsx";
import { NumberedPages } from "../../../../../lists/numbered-pages.tsx";
import { PAGE_SIZE, pageOf } from "../../../../../lists/page-of.ts";
import { sampleModelOf } from "../../../../../models/sample-model.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "API keys" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ revoked?: string; q?: string; page?: string }>;
};

export default async function KeysPage({ params, searchParams }: Props) {
  const [workspace, { revoked, q = "", page }, caller] = await Promise.all([workspaceOf(params), searchParams, api()]);
  const [keys, sampleModel] = await Promise.all([
    caller.keys.list({ workspaceId: workspace.id }),
    sampleModelOf(caller),
  ]);
  const canChange = workspace.role !== "member";
  const create = canChange ? (
    <CreateKey workspaceId={workspace.id} apiUrl={env().API_URL} sampleModel={sampleModel} />
  ) : null;
  const working = keys.filter((key) => key.state !== "revoked");
  const gone = keys.length - working.length;
  const listed = revoked === "1" ? keys : working;
  const words = q.trim().toLowerCase();
  const paged = pageOf(
    listed.filter(({ name, hint }) => `${name} ${hint}`.toLowerCase().includes(words)),
    page,
  );
  const base = `/w/${workspace.slug}/keys`;
  const address = (more: Record<string, string>) =>
    `${base}?${new URLSearchParams({ ...(revoked === "1" && { revoked }), ...(words && { q: q.trim() }), ...more })}`;
  return (
    <>
      <PageHeader
        title="API keys"
        lead="A key lets a program call models at this workspace’s expense. Give each place its own, with a limit."
        actions={working.length > 0 ? create : null}
      />
      {listed.length > PAGE_SIZE ? (
        <form action={base} className="mb-4 max-w-80">
          {revoked === "1" ? <input type="hidden" name="revoked" value="1" /> : null}
          <Input type="search" name="q" aria-label="Find a key" placeholder="Find a key" defaultValue={q} />
        </form>
      ) : null}
      <KeysTable
        workspace={workspace}
        keys={paged.shown}
        canChange={canChange}
        footer={
          paged.pages > 1 ? <NumberedPages of={paged} hrefOf={(to) => address({ page: String(to) })} /> : undefined
        }
        empty={
          words ? (
            <EmptyState icon={SearchX} title="No key is called that">
              Look for a part of its name, or of the letters that are shown below it.
            </EmptyState>
          ) : (
            <EmptyState icon={KeyRound} title="No keys yet" actions={create}>
              {canChange
                ? "Create one, point any OpenAI SDK at this marketplace, and its calls show up here with their receipts."
                : "An owner or admin of this workspace can create one for you."}
            </EmptyState>
          )
        }
      />
      {gone > 0 ? (
        <p className="mt-4 text-sm">
          <Link
            href={revoked === "1" ? `/w/${workspace.slug}/keys` : `/w/${workspace.slug}/keys?revoked=1`}
            className="text-ink-muted underline-offset-4 hover:text-ink hover:underline"
          >
            {revoked === "1" ? "Hide revoked keys" : `Show ${gone} revoked ${gone === 1 ? "key" : "keys"}`}
          </Link>
        </p>
      ) : null}
    </>
  );
}
