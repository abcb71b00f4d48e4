import type { GrantUncheckedUpdateInput } from "@tollgate/db/generated/models/Grant";
import { expect } from "vitest";
import { publishChange } from "../changes.ts";
import type { CapScope, RateScope } from "../inference/admission.ts";
import type { KeyRecord } from "../snapshot/records.ts";
import { fixture, gate, request } from "./money-path.ts";

/** Id of the person `limitScope` makes the fixture's keys belong to. */
export const MEMBER = "usr_member";

export interface TestLimits {
  readonly limitNano?: bigint | null;
  readonly reset?: "never" | "daily" | "weekly" | "monthly";
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly maxConcurrency?: number;
}

/** Sets limits on one scope of the fixture's app key and waits until the gate knows. */
export async function limitScope(
  scope: CapScope | RateScope,
  { limitNano, reset, ...rates }: TestLimits,
): Promise<void> {
  const { prisma } = fixture.db;
  const { workspaceId } = fixture.customer;
  const { keyId, grantId } = fixture.app;
  switch (scope) {
    case "key":
      await prisma.apiKey.update({ where: { id: keyId }, data: { limitNano, limitReset: reset, ...rates } });
      break;
    case "grant": {
      const data: GrantUncheckedUpdateInput = { monthlyCapNano: limitNano, capReset: reset, ...rates };
      await prisma.grant.update({ where: { id: grantId }, data });
      break;
    }
    case "workspace":
      await prisma.workspace.update({
        where: { id: workspaceId },
        data: { budgetNano: limitNano, budgetReset: reset, ...rates },
      });
      break;
    case "member":
      await limitMember(limitNano ?? null, reset ?? "monthly");
  }
  await publishChange(fixture.redis, { kind: "workspace", id: workspaceId });
  await expect.poll(() => known(request({ keyId }).key, scope)).toMatchObject(defined({ limitNano, reset, ...rates }));
}

/** The limits of a scope as the gate has them. */
function known(key: KeyRecord, scope: CapScope): object {
  if (scope === "key") return { ...key, reset: key.limitReset };
  if (scope === "grant") return { ...key.grant, limitNano: key.grant?.monthlyCapNano, reset: key.grant?.capReset };
  const budget = scope === "member" ? key.member : key.workspace;
  return { ...budget, limitNano: budget?.budgetNano, reset: budget?.budgetReset };
}

function defined(limits: TestLimits): object {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

async function limitMember(budgetNano: bigint | null, budgetReset: "never" | "daily" | "weekly" | "monthly") {
  const { prisma } = fixture.db;
  const { workspaceId } = fixture.customer;
  await prisma.user.upsert({
    where: { id: MEMBER },
    create: { id: MEMBER, email: "member@example.com", name: "Member" },
    update: {},
  });
  await prisma.membership.upsert({
    where: { workspaceId_userId: { workspaceId, userId: MEMBER } },
    create: { workspaceId, userId: MEMBER, role: "member", budgetNano, budgetReset },
    update: { budgetNano, budgetReset },
  });
  await prisma.apiKey.updateMany({ where: { workspaceId }, data: { createdById: MEMBER } });
}

/** Everything Redis holds, by key, except what only tells how long. */
export async function everyRedisValue(): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const key of (await gate.redis.keys("*")).sort()) {
    values[key] = (await gate.redis.dumpBuffer(key))?.toString("hex") ?? "";
  }
  return values;
}
