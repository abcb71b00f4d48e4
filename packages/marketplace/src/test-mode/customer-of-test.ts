import { marginInForce } from "@tollgate/pricing/resolve-margin";
import type { GrantRecord, KeyRecord, TestKeyRecord, WorkspaceRecord } from "../snapshot/records.ts";

/** The key of a customer nobody is: one who has agreed to the app's margin as it is now, and has no limit of any kind. */
export function customerOfTest(test: TestKeyRecord, nowMs: number): KeyRecord {
  const { id, name, hint, createdById, createdAtMs } = test;
  return {
    ...{ id, name, hint, createdById, createdAtMs, ...NO_LIMITS },
    // No workspace has this id, the builder's own least of all, whose calls would carry no margin.
    workspaceId: `${NOBODY}${test.appId}`,
    kind: "inference",
    grant: grantOf(test, nowMs),
    limitNano: null,
    limitReset: "never",
    member: null,
    workspace: NO_WORKSPACE_LIMITS,
    allowedModels: null,
    allowedAddresses: null,
    expiresAtMs: null,
    rotated: false,
    revoked: false,
    disabled: false,
    cacheTtlSeconds: null,
  };
}

const NOBODY = "test:";

/** Whether a workspace's id is that of a customer nobody is, who has no page anywhere. */
export function isNobody(workspaceId: string): boolean {
  return workspaceId.startsWith(NOBODY);
}

const NO_LIMITS = { requestsPerMinute: null, tokensPerMinute: null, maxConcurrency: null } as const;
const NO_WORKSPACE_LIMITS: WorkspaceRecord = { ...NO_LIMITS, budgetNano: null, budgetReset: "monthly" };

function grantOf({ appId, appName, builderWorkspaceId, margins }: TestKeyRecord, nowMs: number): GrantRecord {
  return {
    ...{ id: `test:${appId}`, appId, appName, builderWorkspaceId, margins, ...NO_LIMITS },
    active: true,
    acceptedMarginId: marginInForce(margins, nowMs)?.id ?? margins[0]?.id ?? "",
    monthlyCapNano: null,
    capReset: "monthly",
  };
}
