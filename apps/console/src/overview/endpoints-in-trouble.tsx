import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import type { Endpoint } from "../endpoints/endpoint-state.tsx";

type Watched = Pick<Endpoint, "id" | "modelName" | "state" | "reviewNote" | "lastProbe">;
type Props = { endpoints: readonly Watched[]; base: string };

/** More than these are read on their own page. */
const SHOWN = 3;

/** What keeps a provider's endpoints from taking calls, and is theirs to change; nothing when all is well. */
export function EndpointsInTrouble({ endpoints, base }: Props) {
  const troubled = endpoints.flatMap((endpoint) => {
    const sentence = troubleOf(endpoint);
    return sentence ? [{ ...endpoint, sentence }] : [];
  });
  if (troubled.length === 0) return null;
  return (
    <div className="flex flex-col gap-3">
      {troubled.slice(0, SHOWN).map(({ id, modelName, sentence }) => (
        <Notice key={id} tone="critical">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <p className="min-w-0">
              <span className="font-medium">{modelName}</span> {sentence}
            </p>
            <Button asChild size="sm">
              <Link href={`${base}/${id}`}>Look at it</Link>
            </Button>
          </div>
        </Notice>
      ))}
      {troubled.length > SHOWN ? (
        <Link href={base} className="rounded-xs text-accent-text text-sm hover:underline">
          {troubled.length - SHOWN} more take no calls
        </Link>
      ) : null}
    </div>
  );
}

function troubleOf({ state, reviewNote, lastProbe }: Watched): string | null {
  const note = reviewNote ? ` ${reviewNote}` : "";
  if (state === "suspended") return `was suspended by an operator.${note}`;
  if (state === "rejected") return `was not approved.${note}`;
  if (state === "approved" && lastProbe && !lastProbe.ok) return `does not answer its probe. ${lastProbe.message}`;
  return null;
}
