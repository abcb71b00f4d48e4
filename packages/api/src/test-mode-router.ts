import { ApproveTestSignInInput, approveTestSignIn } from "@tollgate/marketplace/test-mode/approve-test-sign-in";
import { CreateTestKeyInput, createTestKey } from "@tollgate/marketplace/test-mode/create-test-key";
import { ExportTestCallsInput, exportTestCalls } from "@tollgate/marketplace/test-mode/export-test-calls";
import { ListTestCallsInput, listTestCalls } from "@tollgate/marketplace/test-mode/list-test-calls";
import { ListTestKeysInput, listTestKeys } from "@tollgate/marketplace/test-mode/list-test-keys";
import { RevokeTestKeyInput, revokeTestKey } from "@tollgate/marketplace/test-mode/revoke-test-key";
import { router, userProcedure } from "./trpc.ts";

export const testModeRouter = router({
  keys: userProcedure.input(ListTestKeysInput).query(({ ctx, input }) => listTestKeys(ctx, input)),
  createKey: userProcedure.input(CreateTestKeyInput).mutation(({ ctx, input }) => createTestKey(ctx, input)),
  revokeKey: userProcedure.input(RevokeTestKeyInput).mutation(({ ctx, input }) => revokeTestKey(ctx, input)),
  approveSignIn: userProcedure
    .input(ApproveTestSignInInput)
    .mutation(({ ctx, input }) => approveTestSignIn(ctx, input)),
  exportCalls: userProcedure.input(ExportTestCallsInput).query(({ ctx, input }) => exportTestCalls(ctx, input)),
  calls: userProcedure.input(ListTestCallsInput).query(({ ctx, input }) => listTestCalls(ctx, input)),
});
