import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";

type Check = Outputs["endpoints"]["checks"][number];

const CLAIMS: Readonly<Record<string, string>> = {
  usage: "Honest usage",
  model: "The model itself",
  tools: "Tool calls",
  structured_output: "Structured output",
  vision: "Pictures",
  context: "Context",
};

/** What checks asked for, expected and got, so that a provider sees why an endpoint is held back. */
export function ClaimChecks({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0)
    return (
      <p className="text-ink-muted">
        Not checked yet. Once a day it is asked for what its model claims: tools, schemas, pictures, context, and usage
        that our own count bears out. Untrue twice in a row, it is suspended.
      </p>
    );
  return (
    <ul className="flex flex-col divide-y">
      {checks.map(({ id, claim, ok, asked, expected, came, at }) => (
        <li key={id} className="py-2.5 first:pt-0 last:pb-0" data-claim={claim}>
          <details open={!ok}>
            <summary className="flex cursor-pointer items-center justify-between gap-3 rounded-sm">
              <StatusDot tone={ok ? "positive" : "critical"}>{CLAIMS[claim] ?? claim}</StatusDot>
              <span className="text-ink-faint text-sm">
                <Timestamp at={at} />
              </span>
            </summary>
            <dl className="mt-2 grid grid-cols-[5rem_1fr] gap-x-3 gap-y-1 text-sm">
              <dt className="text-ink-faint">Asked</dt>
              <dd className="wrap-anywhere">{asked}</dd>
              <dt className="text-ink-faint">Expected</dt>
              <dd className="wrap-anywhere">{expected}</dd>
              <dt className="text-ink-faint">Came</dt>
              <dd className={ok ? "wrap-anywhere" : "wrap-anywhere text-critical-text"}>{came}</dd>
            </dl>
          </details>
        </li>
      ))}
    </ul>
  );
}
