import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { KeyRound } from "lucide-react";
import { workspaceOf } from "../../../../server/viewer.ts";

export default async function Overview({ params }: { params: Promise<{ workspace: string }> }) {
  const workspace = await workspaceOf(params);
  return (
    <>
      <PageHeader title="Overview" lead="What this workspace has, what it spends and what happened last." />
      <EmptyState
        icon={KeyRound}
        title="No calls yet"
        actions={
          <Button asChild intent="primary">
            <Link href={`/w/${workspace.slug}/keys`}>Create a key</Link>
          </Button>
        }
      >
        Create a key, point any OpenAI SDK at this marketplace, and the calls show up here with their receipts.
      </EmptyState>
    </>
  );
}
