import type { SettlementRow } from "@tollgate/db/settle-calls";
import { settlementRow } from "@tollgate/db/testing/settlement-row";
import { fixture } from "../crash-world.ts";

export interface ServedRow {
  readonly workspaceId: string;
  readonly inputTokens: number;
}

/** A call through the builder's app as settlement would book it, so that an independent bill of it agrees: 2.5 USD per million, 5 %, 20 %. */
export function servedRow(callId: string, { workspaceId, inputTokens }: ServedRow): SettlementRow {
  const [provider] = fixture.providers;
  if (!provider) throw new Error("the marketplace has no provider");
  const costNano = BigInt(inputTokens) * 2_500n;
  const row = settlementRow(callId, {
    ...{ workspaceId, builderWorkspaceId: fixture.builder.workspaceId, providerWorkspaceId: provider.workspaceId },
    legs: [costNano, costNano / 20n, costNano / 5n],
  });
  return {
    ...row,
    ...{ keyId: fixture.app.keyId, appId: fixture.app.id, grantId: fixture.app.grantId },
    ...{ marginVersionId: fixture.app.marginVersionId, priceVersionId: provider.priceVersionId },
    ...{ providerId: provider.providerId, endpointId: provider.endpointId, units: { input: inputTokens } },
  };
}
