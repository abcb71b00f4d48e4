import type { Services } from "@tollgate/marketplace/context";
import type { CallGate } from "@tollgate/marketplace/inference/call-gate";
import { projectCredit, reprojectRecentCredit } from "@tollgate/marketplace/settlement/project-credit";
import { sweepExpiredHolds } from "@tollgate/marketplace/settlement/sweep-expired-holds";
import { finishPastRedis, serveCall, settleAll } from "./crash-calls.ts";

/** What a process that may be killed works with. */
export interface ActStores {
  readonly services: Services;
  readonly gate: CallGate;
}

export interface ActInput {
  readonly workspaceId: string;
  readonly callId: string;
  readonly keyId: string;
}

export type Act = (stores: ActStores, input: ActInput) => Promise<unknown>;

/** What the processes of an instance do with money, each as one piece of work that can be killed anywhere. */
export const ACTS = {
  serveCall: async ({ gate }, input) => await serveCall(gate, input),
  finishPastRedis: async ({ gate }, input) => await finishPastRedis(gate, input),
  project: async ({ services }, { workspaceId }) => await projectCredit(services, workspaceId),
  /** What workers do anyway, again and again: it must make good for whatever came before. */
  async recover({ services }) {
    await sweepExpiredHolds(services);
    await settleAll(services);
    await reprojectRecentCredit(services);
  },
} satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;
