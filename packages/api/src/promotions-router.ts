import {
  CreatePromotionalCodeInput,
  createPromotionalCode,
} from "@tollgate/marketplace/promotions/create-promotional-code";
import { GrantPromotionInput, grantPromotion } from "@tollgate/marketplace/promotions/grant-promotion";
import { listPromotions } from "@tollgate/marketplace/promotions/list-promotions";
import {
  WithdrawPromotionalCodeInput,
  withdrawPromotionalCode,
} from "@tollgate/marketplace/promotions/withdraw-promotional-code";
import { router, userProcedure } from "./trpc.ts";

export const promotionsRouter = router({
  list: userProcedure.query(({ ctx }) => listPromotions(ctx)),
  grant: userProcedure.input(GrantPromotionInput).mutation(({ ctx, input }) => grantPromotion(ctx, input)),
  createCode: userProcedure
    .input(CreatePromotionalCodeInput)
    .mutation(({ ctx, input }) => createPromotionalCode(ctx, input)),
  withdrawCode: userProcedure
    .input(WithdrawPromotionalCodeInput)
    .mutation(({ ctx, input }) => withdrawPromotionalCode(ctx, input)),
});
