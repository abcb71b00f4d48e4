import type { Context } from "@tollgate/marketplace/context";
import { MarketplaceError } from "@tollgate/marketplace/errors";
import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import { toTrpcError } from "./to-trpc-error.ts";

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter({ shape, error }) {
    const refusal = error.cause instanceof MarketplaceError ? error.cause : null;
    const { stack: _, ...data } = shape.data;
    return {
      ...shape,
      data: {
        ...data,
        reason: refusal?.code ?? null,
        field: refusal?.field ?? null,
        retryable: refusal?.retryable ?? false,
      },
    };
  },
});

/** Outermost, so that it sees failures of input parsing and of verbs alike. */
const explained = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Anyone may call; the verb decides. */
export const publicProcedure = explained;

/** Only signed-in people may call; what they may do is the verb's decision. */
export const userProcedure = explained.use(({ ctx, next }) => {
  if (ctx.actor.kind !== "user") throw new MarketplaceError("unauthenticated", "Sign in to go on.");
  return next();
});
