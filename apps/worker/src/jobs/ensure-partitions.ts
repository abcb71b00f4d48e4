import { ensurePartitions as ensure } from "@tollgate/marketplace/operations/ensure-partitions";
import type { Handler } from "../handler.ts";

export const ensurePartitions: Handler = async ({ context }) => ({ made: await ensure(context) });
