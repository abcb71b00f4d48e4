import { AcceptMarginInput, acceptMargin } from "@tollgate/marketplace/apps/accept-margin";
import { ListGrantsInput, listGrants } from "@tollgate/marketplace/apps/list-grants";
import { RevokeGrantInput, revokeGrant } from "@tollgate/marketplace/apps/revoke-grant";
import { SetGrantCapInput, setGrantCap } from "@tollgate/marketplace/apps/set-grant-cap";
import { router, userProcedure } from "./trpc.ts";

export const grantsRouter = router({
  list: userProcedure.input(ListGrantsInput).query(({ ctx, input }) => listGrants(ctx, input)),
  acceptMargin: userProcedure.input(AcceptMarginInput).mutation(({ ctx, input }) => acceptMargin(ctx, input)),
  setCap: userProcedure.input(SetGrantCapInput).mutation(({ ctx, input }) => setGrantCap(ctx, input)),
  revoke: userProcedure.input(RevokeGrantInput).mutation(({ ctx, input }) => revokeGrant(ctx, input)),
});
