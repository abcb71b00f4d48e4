import { bought, credit, paymentOf, USD } from "@tollgate/marketplace/testing/buyers";
import { control, webhooksIdle } from "@tollgate/marketplace/testing/sandbox";
import { services } from "@tollgate/marketplace/testing/verbs";
import { expect } from "vitest";
import type { ActInput } from "../crash-acts.ts";
import { done, type Scenarios } from "../crash-trials.ts";
import { events, operator } from "../crash-world.ts";

const PAID_NANO = 20n * USD;

/** Somebody has paid 20 USD with a card whose issuer warns of it. */
async function warned(): Promise<Partial<ActInput>> {
  const { workspaceId, paymentId } = await bought();
  await webhooksIdle();
  await control("fraud_warnings", { charge: (await paymentOf(paymentId)).paymentIntentId });
  await webhooksIdle();
  const { id: caseId } = await services.db.prisma.riskCase.findFirstOrThrow({ where: { paymentId } });
  return { userId: operator, workspaceId, paymentId, caseId };
}

async function frozen(): Promise<Partial<ActInput>> {
  const input = await warned();
  await done("freezeCredit", input);
  return input;
}

/** The bank disputes a payment whose credit is frozen; the event is held. */
async function frozenAndDisputed(): Promise<Partial<ActInput>> {
  const { workspaceId = "", paymentId = "", caseId = "" } = await frozen();
  events.hold();
  await control("disputes", { charge: (await paymentOf(paymentId)).paymentIntentId });
  return { ...(await events.newest("charge.dispute.created")), workspaceId, paymentId, caseId };
}

/** What of the payment is the customer's, waits on suspicion, and waits in a dispute. */
async function whereItIs({ workspaceId, paymentId, caseId }: ActInput): Promise<readonly [bigint, bigint, bigint]> {
  const { frozenNano } = await services.db.prisma.riskCase.findUniqueOrThrow({ where: { id: caseId } });
  const disputed = await services.db.prisma.dispute.findFirst({ where: { paymentId } });
  return [await credit(workspaceId), frozenNano, disputed?.frozenNano ?? 0n];
}

export const SUSPICION: Scenarios = {
  "credit is frozen on suspicion": {
    act: "freezeCredit",
    prepare: warned,
    // What was frozen is refused the second time, so that it happens once.
    insist: async (input) => await done("freezeCredit", input).catch(() => undefined),
    check: async (input) => expect(await whereItIs(input)).toEqual([0n, PAID_NANO, 0n]),
  },
  "frozen credit is given back": {
    act: "closeRiskCase",
    prepare: frozen,
    insist: async (input) => await done("closeRiskCase", input).catch(() => undefined),
    check: async (input) => expect(await whereItIs(input)).toEqual([PAID_NANO, 0n, 0n]),
  },
  "a dispute takes frozen credit over": {
    act: "takeEvent",
    prepare: frozenAndDisputed,
    check: async (input) => expect(await whereItIs(input)).toEqual([0n, 0n, PAID_NANO]),
  },
};
