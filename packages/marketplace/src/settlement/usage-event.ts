import { isMeteredBucket, type UsageUnits } from "@tollgate/pricing/usage-units";
import { z } from "zod";
import { storableJson, storableText } from "./storable-text.ts";

const Nano = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);
const Id = z.string().min(1).max(200);
/** Longest end reason kept. Upstreams choose theirs: a strange one is cut, since no money may hang on a word. */
const FINISH_CHARACTERS = 100;
const Finish = z.string().transform((reason) => storableText(reason.slice(0, FINISH_CHARACTERS)));
const Units = z.record(z.string(), z.int().min(0)).transform((units, issues): UsageUnits => {
  for (const bucket of Object.keys(units)) {
    if (!isMeteredBucket(bucket)) issues.addIssue({ code: "custom", message: `unknown usage bucket ${bucket}` });
  }
  return units;
});

/** Who a call was for is told by its caller: what cannot be kept is left out, since no money may hang on it. */
const Said = z.string().max(128).transform(storableText).nullish().catch(null);

/** A terminal event of a call as it lies in the settlement stream. Short names: it is written once per call. */
export const UsageEvent = z.object({
  v: z.literal(1),
  id: z.uuid(),
  wsp: Id,
  key: Id,
  app: Id.nullable(),
  grant: Id.nullable(),
  builder: Id.nullable(),
  model: Id,
  provider: Id.nullable(),
  payee: Id.nullable(),
  endpoint: Id.nullable(),
  price: Id.nullable(),
  fee: Id,
  margin: Id.nullable(),
  units: Units,
  legs: z.object({ cost: Nano, fee: Nano, surcharge: Nano }),
  hold: Nano,
  outcome: z.enum(["completed", "failed", "cut", "aborted", "void"]),
  source: z.enum(["reported", "estimated", "none"]),
  finish: Finish.nullable(),
  /** The sponsored lot it was admitted against; events of before there were any have none. */
  sponsor: Id.nullable().default(null),
  attempts: z.array(z.unknown().transform(storableJson)).max(100),
  /** Who and what it was for; missing when nobody said. */
  for: z.object({ user: Said, tenant: Said, feature: Said }).nullish().catch(null),
  streamed: z.boolean(),
  firstMs: z.int().min(0).nullable(),
  ms: z.int().min(0),
  /** Unix milliseconds of the call's admission. */
  at: z.int().min(0),
});

export type UsageEvent = z.output<typeof UsageEvent>;

/** How the event is written: amounts as decimal strings. */
export type UsageEventJson = z.input<typeof UsageEvent>;
