import { SignUpInput, signUp } from "@tollgate/marketplace/access/sign-up";
import { publicProcedure, router } from "./trpc.ts";

export const authRouter = router({
  signUp: publicProcedure.input(SignUpInput).mutation(({ ctx, input }) => signUp(ctx, input)),
});
