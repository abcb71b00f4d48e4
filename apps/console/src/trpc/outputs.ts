import type { AppRouter } from "@tollgate/api/app-router";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

/** What procedures answer: `Outputs["finance"]["run"]`. */
export type Outputs = inferRouterOutputs<AppRouter>;
/** What procedures take, as a browser sends it. */
export type Inputs = inferRouterInputs<AppRouter>;
