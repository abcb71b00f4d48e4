import { watchQuarantine as watch } from "@tollgate/marketplace/quarantine/watch-quarantine";
import type { Handler } from "../handler.ts";

export const watchQuarantine: Handler = async ({ context, metrics }) => {
  const result = await watch(context);
  metrics.quarantineOpen.set(result.open);
  return result;
};
