import { ListLedgerAuditsInput, listLedgerAudits } from "@tollgate/marketplace/operations/list-ledger-audits";
import { ListQuarantineInput, listQuarantine } from "@tollgate/marketplace/operations/list-quarantine";
import { ApproveEndpointInput, approveEndpoint } from "@tollgate/marketplace/providers/approve-endpoint";
import { GetEndpointReviewInput, getEndpointReview } from "@tollgate/marketplace/providers/get-endpoint-review";
import { ListEndpointReviewsInput, listEndpointReviews } from "@tollgate/marketplace/providers/list-endpoint-reviews";
import { RejectEndpointInput, rejectEndpoint } from "@tollgate/marketplace/providers/reject-endpoint";
import { SuspendEndpointInput, suspendEndpoint } from "@tollgate/marketplace/providers/suspend-endpoint";
import { router, userProcedure } from "./trpc.ts";

export const operatorRouter = router({
  reviews: userProcedure.input(ListEndpointReviewsInput).query(({ ctx, input }) => listEndpointReviews(ctx, input)),
  review: userProcedure.input(GetEndpointReviewInput).query(({ ctx, input }) => getEndpointReview(ctx, input)),
  approve: userProcedure.input(ApproveEndpointInput).mutation(({ ctx, input }) => approveEndpoint(ctx, input)),
  reject: userProcedure.input(RejectEndpointInput).mutation(({ ctx, input }) => rejectEndpoint(ctx, input)),
  suspend: userProcedure.input(SuspendEndpointInput).mutation(({ ctx, input }) => suspendEndpoint(ctx, input)),
  audits: userProcedure.input(ListLedgerAuditsInput).query(({ ctx, input }) => listLedgerAudits(ctx, input)),
  quarantine: userProcedure.input(ListQuarantineInput).query(({ ctx, input }) => listQuarantine(ctx, input)),
});
