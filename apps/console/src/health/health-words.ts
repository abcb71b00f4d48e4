import type { StatusTone } from "@tollgate/ui/status-dot";
import type { Outputs } from "../trpc/outputs.ts";

export type Health = Outputs["operator"]["health"];

/** Charges that wait longer than this are worth a look: settlement takes a second or two. */
const SLOW_MS = 30_000;
const STUCK_MS = 5 * 60_000;

/** How the platform does in a sentence, the worst first. */
export function verdict(health: Health, workerAnswers: boolean): { tone: StatusTone; sentence: string } {
  const { load, queues, endpoints, lastAudit } = health;
  if (!load) return { tone: "critical", sentence: "Redis does not answer: no call is admitted." };
  if (load.epoch?.open === false)
    return { tone: "critical", sentence: "Redis began anew and calls are being held again: none is admitted yet." };
  if (load.oldestMs > STUCK_MS) return { tone: "critical", sentence: "Calls have waited to be settled for minutes." };
  if (!workerAnswers)
    return { tone: "critical", sentence: "The worker does not answer: calls settle when it is back." };
  if (lastAudit?.ok === false) return { tone: "critical", sentence: "The last audit of the ledger found something." };
  if (load.oldestMs > SLOW_MS) return { tone: "caution", sentence: "Settlement is behind." };
  if (queues?.some(({ failed }) => failed > 0)) return { tone: "caution", sentence: "Some jobs have failed." };
  const down = endpoints.filter(({ served, failed }) => failed > served).length;
  if (down > 0)
    return {
      tone: "caution",
      sentence: `${down === 1 ? "One endpoint fails" : `${down} endpoints fail`} more than serve.`,
    };
  return { tone: "positive", sentence: "Everything that is looked at here is well." };
}

/** A length of time in the unit a person would say. */
export function ageWords(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 90 * 60_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 36 * 3_600_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}

/** `roll-up-calls` as people write it: “Roll up calls”. */
export function jobWords(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
