import { Badge } from "@tollgate/ui/badge";
import type { Outputs } from "../trpc/outputs.ts";

export type PayoutRun = Outputs["finance"]["run"]["run"];

const STATUS: Record<PayoutRun["status"], { word: string; tone: "accent" | "positive" | "caution" }> = {
  computed: { word: "Computed", tone: "accent" },
  approved: { word: "Approved", tone: "positive" },
  executing: { word: "Paying", tone: "caution" },
  done: { word: "Done", tone: "positive" },
};

export function RunStatus({ run }: { run: Pick<PayoutRun, "status" | "isSuperseded"> }) {
  if (run.isSuperseded) return <Badge tone="outline">Superseded</Badge>;
  const { word, tone } = STATUS[run.status];
  return <Badge tone={tone}>{word}</Badge>;
}
