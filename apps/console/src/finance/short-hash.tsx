import { CopyButton } from "@tollgate/ui/copy-button";

/** The first digits of a SHA-256, enough to compare by eye, with the whole of it one click away. */
export function ShortHash({ hash }: { hash: string }) {
  return (
    <span className="relative z-10 inline-flex items-center gap-1">
      <code className="font-mono text-sm" title={hash} translate="no">
        {hash.slice(0, 10)}
      </code>
      <CopyButton text={hash} label="Copy hash" />
    </span>
  );
}
