import { createHash } from "node:crypto";
import type { ReleaseRequest } from "@tollgate/db/redis/release-hold";

const CHARGE_NANO = 7n;
const HOLD_NANO = 9_007_199_254_740_993n;

/** The end of a call as a proxy would write it, the same for the same name. No store knows of it. */
export function endedCall(name: string): ReleaseRequest {
  const hex = createHash("md5").update(name).digest("hex");
  const callId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  const event = {
    ...{ v: 1, id: callId, wsp: "wsp_1", key: `key_${name}`, app: null, grant: null, builder: null, model: "m" },
    ...{ provider: null, payee: null, endpoint: null, price: null, fee: "fee_1", margin: null, units: { input: 1 } },
    ...{ legs: { cost: `${CHARGE_NANO}`, fee: "0", surcharge: "0" }, hold: `${HOLD_NANO}`, outcome: "completed" },
    ...{ source: "reported", finish: null, sponsor: null, attempts: [], streamed: false, firstMs: null, ms: 1, at: 1 },
  };
  return {
    ...{ callId, workspaceId: "wsp_1", lotId: null, holdNano: HOLD_NANO, chargeNano: CHARGE_NANO, capKeys: ["cap"] },
    ...{ openKeys: [], tokenKeys: [], tokensDifference: -3, event: JSON.stringify(event) },
  };
}

/** What the end was made for. */
export function nameOfEnded({ event }: ReleaseRequest): string {
  return String(JSON.parse(event).key).slice("key_".length);
}
