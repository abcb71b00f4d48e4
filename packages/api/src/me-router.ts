import { getMe } from "@tollgate/marketplace/access/get-me";
import { endOtherSessions } from "@tollgate/marketplace/sessions/end-other-sessions";
import { EndSessionInput, endSession } from "@tollgate/marketplace/sessions/end-session";
import { listSessions } from "@tollgate/marketplace/sessions/list-sessions";
import { router, userProcedure } from "./trpc.ts";

export const meRouter = router({
  get: userProcedure.query(({ ctx }) => getMe(ctx)),
  sessions: userProcedure.query(({ ctx }) => listSessions(ctx)),
  endSession: userProcedure.input(EndSessionInput).mutation(({ ctx, input }) => endSession(ctx, input)),
  endOtherSessions: userProcedure.mutation(({ ctx }) => endOtherSessions(ctx)),
});
