import { appRouter } from "@tollgate/api/app-router";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { requestContext } from "../../../../server/context.ts";

/** A page asks for a handful of things at once; more in one request is not a page. */
const MAX_BATCH = 20;

const handler = (request: Request) =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    maxBatchSize: MAX_BATCH,
    createContext: requestContext,
    onError: ({ error, path }) => {
      if (error.code === "INTERNAL_SERVER_ERROR")
        console.error(`procedure ${path ?? "?"} failed`, error.cause ?? error);
    },
  });

export { handler as GET, handler as POST };
