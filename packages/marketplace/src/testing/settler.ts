import { openDatabase } from "@tollgate/db/open-database";
import { Redis } from "ioredis";
import { startSettlementDrain } from "../settlement/drain-settlement.ts";

/** A settler in a process of its own, for tests that kill it: `node settler.ts <database> <redis>`. */
const [databaseUrl = "", redisUrl = ""] = process.argv.slice(2);
startSettlementDrain(
  { db: openDatabase({ url: databaseUrl, connections: 2 }), redis: new Redis(redisUrl) },
  { owner: "settler", onBatch: () => undefined, onError: () => undefined },
);
