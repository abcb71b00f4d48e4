import { z } from "zod";

/** One call to the simulated API, for the journal. Keys are never kept. */
export const ApiCall = z.object({
  at: z.string(),
  requestId: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number(),
  idempotencyKey: z.string().nullable(),
  replayed: z.boolean(),
  /** The connection was broken instead of answering. */
  lost: z.boolean(),
});
export type ApiCall = z.infer<typeof ApiCall>;
