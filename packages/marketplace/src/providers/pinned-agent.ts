import { Agent } from "undici";
import type { PinnedAddress } from "./guarded-address.ts";

/** Connects to the judged address only, whatever the name resolves to by now; TLS still checks the name. */
export function pinnedAgent(
  { address, family }: PinnedAddress,
  { timeoutMs, maxReplyBytes }: { readonly timeoutMs: number; readonly maxReplyBytes: number },
): Agent {
  return new Agent({
    connections: 1,
    maxResponseSize: maxReplyBytes,
    connect: {
      timeout: timeoutMs,
      lookup: (_hostname, options, callback) => {
        if (options.all) callback(null, [{ address, family }]);
        else callback(null, address, family);
      },
    },
  });
}
