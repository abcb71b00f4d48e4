import { CopyButton } from "@tollgate/ui/copy-button";

/** An id to read and to copy. */
export function CopiedId({ id, what }: { id: string; what: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="truncate font-mono text-sm">{id}</code>
      <CopyButton text={id} label={`Copy ${what}`} />
    </span>
  );
}
