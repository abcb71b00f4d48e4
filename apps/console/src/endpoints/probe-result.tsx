import { formatDuration } from "@tollgate/ui/format/number";
import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Endpoint } from "./endpoint-state.tsx";

type Probe = Endpoint["lastProbe"];

/** A probe in one line, for tables. */
export function ProbeDot({ probe }: { probe: Probe }) {
  if (!probe) return <StatusDot tone="neutral">Not probed yet</StatusDot>;
  return (
    <span title={probe.message}>
      <StatusDot tone={probe.ok ? "positive" : "critical"}>
        {probe.ok ? (probe.latencyMs === null ? "Answers" : formatDuration(probe.latencyMs)) : "Fails"}
      </StatusDot>
    </span>
  );
}

/** What a probe found, in words its provider can act on. */
export function ProbeResult({ probe }: { probe: Probe }) {
  if (!probe) {
    return <p className="text-ink-muted">Not probed yet. A probe asks for one token and says what came back.</p>;
  }
  return (
    <div className="flex flex-col gap-1.5" data-probe={probe.ok ? "ok" : "failed"}>
      <p className="font-medium">
        <StatusDot tone={probe.ok ? "positive" : "critical"}>
          {probe.ok ? "It answers" : "It does not work yet"}
        </StatusDot>
      </p>
      <p className={probe.ok ? "text-ink-muted" : "text-critical-text"}>{probe.message}</p>
      <p className="text-ink-faint text-sm">
        {probe.latencyMs === null ? null : <>{formatDuration(probe.latencyMs)} to the answer, </>}
        <Timestamp at={probe.at} />
      </p>
    </div>
  );
}
