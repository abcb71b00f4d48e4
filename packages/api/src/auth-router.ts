import { SignUpInput, signUp } from "@tollgate/marketplace/access/sign-up";
import { passkeyRequest } from "@tollgate/marketplace/passkeys/sign-in-with-passkey";
import { ConfirmAddressInput, confirmAddress } from "@tollgate/marketplace/sign-in-links/confirm-address";
import { publicProcedure, router } from "./trpc.ts";

export const authRouter = router({
  signUp: publicProcedure.input(SignUpInput).mutation(({ ctx, input }) => signUp(ctx, input)),
  confirmAddress: publicProcedure.input(ConfirmAddressInput).mutation(({ ctx, input }) => confirmAddress(ctx, input)),
  passkeyRequest: publicProcedure.mutation(({ ctx }) => passkeyRequest(ctx)),
});
