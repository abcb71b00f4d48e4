import { Notice } from "@tollgate/ui/notice";
import type { Audit } from "./audit-table.tsx";

/** What the latest pass found, each in its sentence; or since when everything agrees. */
export function Findings({ latest }: { latest: Audit | undefined }) {
  if (!latest) return null;
  const { findings } = latest;
  if (findings.length === 0)
    return (
      <Notice tone="positive">
        Balances, journals, calls, bills, the hash chain, payments and Redis agreed at the latest audit.
      </Notice>
    );
  return (
    <Notice tone="critical">
      <p className="font-medium">
        The latest audit found {findings.length} {findings.length === 1 ? "thing" : "things"} that must not be. Stop
        payouts until they are explained.
      </p>
      <ul className="mt-2 flex flex-col gap-1.5 text-sm">
        {findings.map((finding) => (
          <li key={`${finding.kind} ${finding.subject}`} className="break-words">
            {finding.sentence} <code className="font-mono text-xs opacity-80">{finding.kind}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
