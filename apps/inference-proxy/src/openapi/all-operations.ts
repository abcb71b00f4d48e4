import { FIXED_POST_ROUTES } from "../post-routes.ts";
import { type Operation, OWN_OPERATIONS } from "./operations.ts";
import { QuoteReply } from "./schemas.ts";

/** What a body could cost is asked at a path of its own for every kind of call, with the very same body. */
function quoteOperations(): [string, Operation][] {
  return Object.keys(FIXED_POST_ROUTES).flatMap((path): [string, Operation][] => {
    const asked = OWN_OPERATIONS[`POST ${path.replace("/v1/quote/", "/v1/")}`];
    if (!path.startsWith("/v1/quote/") || asked?.request === undefined) return [];
    const summary = `The most that ${path.replace("/v1/quote", "/v1")} could cost for a body; calls nobody`;
    return [[`POST ${path}`, { summary, tag: asked.tag, access: "key", request: asked.request, reply: QuoteReply }]];
  });
}

/** Every operation that is described, by method and path. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...OWN_OPERATIONS,
  ...Object.fromEntries(quoteOperations()),
};
