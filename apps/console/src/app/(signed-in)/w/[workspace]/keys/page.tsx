import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { env } from "../../../../../env.ts";
import { CreateKey } from "../../../../../keys/create-key.tsx";
import { KeysTable } from "../../../../../keys/keys-table.tsx";
import { sampleModelOf } from "../../../../../models/sample-model.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "API keys" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ revoked?: string }> };

export default async function KeysPage({ params, searchParams }: Props) {
  const [workspace, { revoked }, caller] = await Promise.all([workspaceOf(params), searchParams, api()]);
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
  const shown = revoked === "1" ? keys : working;
  return (
    <>
      <PageHeader
        title="API keys"
        lead="A key lets a program call models at this workspace’s expense. Give each place its own, with a limit."
        actions={working.length > 0 ? create : null}
      />
      <KeysTable
        workspace={workspace}
        keys={shown}
        canChange={canChange}
        empty={
          <EmptyState icon={KeyRound} title="No keys yet" actions={create}>
            {canChange
              ? "Create one, point any OpenAI SDK at this marketplace, and its calls show up here with their receipts."
              : "An owner or admin of this workspace can create one for you."}
          </EmptyState>
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
