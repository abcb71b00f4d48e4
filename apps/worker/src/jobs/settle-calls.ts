import { drainOnce } from "@tollgate/marketplace/settlement/drain-settlement";
import type { Handler } from "../handler.ts";

/** The net under the continuous drain: settles whatever it left lying. */
export const settleCalls: Handler = async ({ context, drain }) => {
  let settled = 0;
  const { failed } = await drainOnce(context, {
    ...drain,
    onBatch(shard, result) {
      settled += result.settled;
      drain.onBatch(shard, result);
    },
  });
  return { settled, failed };
};
