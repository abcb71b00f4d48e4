import "server-only";
import { env } from "../env.ts";

export type WorkerStatus = { boardUrl: string | null; answers: boolean };

const TIMEOUT_MS = 1_500;

/** Whether the worker answers, and where its job board is. The board checks the operator's session by itself. */
export async function workerStatus(): Promise<WorkerStatus> {
  const address = env().WORKER_URL?.replace(/\/+$/, "");
  if (!address) return { boardUrl: null, answers: false };
  const answers = await fetch(`${address}/readyz`, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) })
    .then((reply) => reply.ok)
    .catch(() => false);
  return { boardUrl: `${address}/jobs`, answers };
}
