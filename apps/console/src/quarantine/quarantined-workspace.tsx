import { Link } from "@tollgate/ui/link";

type Props = { of: { readonly workspaceId: string; readonly workspaceName: string } };

/** Whose call it is, leading to where operators look a workspace up; its id on hover. */
export function QuarantinedWorkspace({ of: { workspaceId, workspaceName } }: Props) {
  if (!workspaceId) return <span className="text-ink-faint">Unknown</span>;
  return (
    <Link
      href={`/operator/search?q=${encodeURIComponent(workspaceId)}`}
      title={workspaceId}
      className="inline-block max-w-48 truncate align-bottom underline-offset-4 hover:underline"
    >
      {workspaceName}
    </Link>
  );
}
