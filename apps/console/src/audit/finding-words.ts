import { formatMoney } from "@tollgate/ui/format/money";
import type { Audit } from "./audit-table.tsx";

type Finding = Pick<Audit["findings"][number], "sentence" | "expected" | "actual">;

/** A finding's sentence for people: stored amounts are nano-USD, read ones dollars. */
export function findingWords({ sentence, expected, actual }: Finding): string {
  if (!sentence.includes("nano-USD")) return sentence;
  const amounts = new Set([expected, actual].filter((text) => /^-?\d+$/.test(text)));
  return sentence
    .replaceAll(" nano-USD", "")
    .replaceAll(/-?\b\d+\b/g, (text) => (amounts.has(text) ? formatMoney(BigInt(text), "exact") : text));
}
