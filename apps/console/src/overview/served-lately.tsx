import { Button } from "@tollgate/ui/button";
import { formatCount, formatShare } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Section } from "@tollgate/ui/section";
import { Stat } from "@tollgate/ui/stat";
import { passedOverWords } from "../calls/attempt-words.ts";
import { firstDayOf } from "../earnings/role.ts";
import { mostOf, sumOf } from "../traffic/reason-table.tsx";
import { type EndpointTraffic, hadTraffic, TrafficTable } from "../traffic/traffic-table.tsx";
import { api } from "../trpc/server.tsx";
import { EarnedLately, LATELY_DAYS } from "./earned-lately.tsx";
import { EndpointsInTrouble } from "./endpoints-in-trouble.tsx";

const SHOWN = 5;

/** How a provider's endpoints do: what is wrong with any, what they earned, and what they served and were passed over for. */
export async function ServedLately({ workspace }: { workspace: { id: string; slug: string } }) {
  const { endpoints } = await api();
  const workspaceId = workspace.id;
  const [traffic, all] = await Promise.all([
    endpoints.traffic({ workspaceId, from: firstDayOf(LATELY_DAYS, new Date()) }),
    endpoints.list({ workspaceId }),
  ]);
  const busy = traffic.endpoints.filter(hadTraffic);
  const base = `/w/${workspace.slug}/endpoints`;
  return (
    <>
      <EndpointsInTrouble endpoints={all} base={base} />
      <EarnedLately workspace={workspace} by="provider" more={<TrafficStats endpoints={busy} />} />
      {busy.length > 0 ? (
        <Section
          title="Busiest endpoints"
          hint={`Last ${LATELY_DAYS} days, UTC`}
          actions={
            <Button asChild size="sm">
              <Link href={`${base}/traffic?days=${LATELY_DAYS}`}>All traffic</Link>
            </Button>
          }
        >
          <TrafficTable
            rows={busy.toSorted((a, b) => b.served - a.served).slice(0, SHOWN)}
            hrefOf={(row) => `${base}/${row.endpointId}/traffic?days=${LATELY_DAYS}`}
          />
        </Section>
      ) : null}
    </>
  );
}

function TrafficStats({ endpoints }: { endpoints: readonly EndpointTraffic[] }) {
  const served = endpoints.reduce((sum, one) => sum + one.served, 0);
  const tried = endpoints.reduce((sum, one) => sum + one.failed, served);
  const reasons: Record<string, number> = {};
  for (const { passedOver } of endpoints)
    for (const [reason, count] of Object.entries(passedOver)) reasons[reason] = (reasons[reason] ?? 0) + count;
  const most = mostOf(reasons);
  return (
    <>
      <Stat
        label="Calls served"
        value={formatCount(served)}
        note={tried > 0 ? `${formatShare(served / tried)} of those tried` : "none tried"}
      />
      <Stat
        label="Passed over"
        value={formatCount(sumOf(reasons))}
        note={most ? `mostly: ${passedOverWords(most)}` : "routing went past none"}
      />
    </>
  );
}
