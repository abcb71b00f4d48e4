import { Badge } from "@tollgate/ui/badge";
import { type ServedFrom, servedFromWords } from "./served-from.ts";

/** Marks a call whose answer no provider was paid for; nothing for all others. */
export function ServedFromBadge({ from }: { from: ServedFrom | null }) {
  if (from === null) return null;
  const { badge, sentence } = servedFromWords(from);
  return badge ? (
    <span title={sentence}>
      <Badge tone="outline">{badge}</Badge>
    </span>
  ) : null;
}
