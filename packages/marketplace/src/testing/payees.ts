import { newId } from "@tollgate/db/ids";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import type { TransferOutcome } from "@tollgate/payouts/attempt-states";
import type { FoundTransfer, PayoutProcessor, TransferRequest } from "../payouts/payout-processor.ts";
import type { ProcessorAccounts } from "../payouts/processor-account.ts";
import { services } from "./verbs.ts";

/** A workspace whose account at the processor takes money. */
export async function newPayee(name = "Payee"): Promise<string> {
  const id = newId("workspace");
  await services.db.prisma.workspace.create({ data: { id, name, slug: id.slice(4) } });
  await enablePayouts(id);
  return id;
}

export async function enablePayouts(workspaceId: string): Promise<void> {
  await services.db.prisma.payoutAccount.create({
    data: { workspaceId, processorAccountId: `acct_${workspaceId.slice(4)}`, status: "enabled", country: "US" },
  });
}

/** Settles one call in a month: cost to a provider, surcharge to a builder. */
export async function earnIn(
  month: string,
  payee: { provider?: string; builder?: string },
  legs: [bigint, bigint, bigint],
): Promise<void> {
  const row = settlementRow(callIdAt(Date.parse(`${month}-10T12:00:00Z`)), {
    providerWorkspaceId: payee.provider,
    builderWorkspaceId: payee.builder,
    legs,
  });
  await settleCalls(services.db.pool, [row]);
}

/** What happens to one request for a transfer. */
export type Behaviour = "answers" | "loses the answer" | "fails before" | "refuses" | "dies before" | "dies after";

export interface FakeProcessor extends PayoutProcessor {
  /** Every transfer that was made, oldest first. */
  readonly transfers: readonly TransferRequest[];
  /** How the next requests go; `answers` once the list is used up. */
  readonly script: Behaviour[];
  /** After 24 hours the processor knows no key any more. */
  forgetKeys(): void;
  /** The money of a transfer comes back. */
  reverse(transferId: string): void;
}

function fakeAccounts(): ProcessorAccounts {
  const facts = (accountId: string) => ({ accountId, status: "enabled" as const, missing: [] });
  return {
    create: async ({ workspaceId }) => ({
      ...facts(`acct_${workspaceId.slice(4)}`),
      status: "restricted",
      missing: ["a bank account"],
    }),
    read: async (accountId) => facts(accountId),
    onboardingLink: async (accountId) => `https://processor.test/${accountId}`,
  };
}

let processors = 0;

/** A processor that keeps its promises about keys and breaks everything else it may. */
export function fakeProcessor(): FakeProcessor {
  processors += 1;
  const own = processors;
  const idOf = (index: number) => `tr_${own}_${index}`;
  const answers = new Map<string, string>();
  const transfers: TransferRequest[] = [];
  const script: Behaviour[] = [];
  const reversed = new Set<string>();
  const make = (request: TransferRequest): string => {
    const known = answers.get(request.idempotencyKey);
    if (known) return known;
    transfers.push(request);
    const transferId = idOf(transfers.length);
    answers.set(request.idempotencyKey, transferId);
    return transferId;
  };
  return {
    accounts: fakeAccounts(),
    transfers,
    script,
    forgetKeys: () => answers.clear(),
    reverse: (transferId) => void reversed.add(transferId),
    async createTransfer(request): Promise<TransferOutcome> {
      switch (script.shift() ?? "answers") {
        case "answers":
          return { kind: "sent", transferId: make(request) };
        case "loses the answer":
          make(request);
          return { kind: "ambiguous", message: "socket hang up" };
        case "fails before":
          return { kind: "ambiguous", message: "500" };
        case "refuses":
          return answers.has(request.idempotencyKey)
            ? { kind: "sent", transferId: make(request) }
            : { kind: "refused", code: "account_closed", message: "This account is closed." };
        case "dies before":
          throw new Error("killed");
        case "dies after":
          make(request);
          throw new Error("killed");
      }
    },
    async findTransfers(group): Promise<FoundTransfer[]> {
      return transfers.flatMap((one, index) => {
        const transferId = idOf(index + 1);
        const found = { transferId, attempt: one.attempt, isReversed: reversed.has(transferId) };
        return one.transferGroup === group ? [found] : [];
      });
    },
  };
}
