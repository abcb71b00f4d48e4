import { getMe } from "@tollgate/marketplace/access/get-me";
import { router, userProcedure } from "./trpc.ts";

export const meRouter = router({
  get: userProcedure.query(({ ctx }) => getMe(ctx)),
});
