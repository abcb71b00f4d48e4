import { CreateApiKeyInput, createApiKey } from "@tollgate/marketplace/access/create-api-key";
import { ListApiKeysInput, listApiKeys } from "@tollgate/marketplace/access/list-api-keys";
import { RevokeApiKeyInput, revokeApiKey } from "@tollgate/marketplace/access/revoke-api-key";
import { RotateApiKeyInput, rotateApiKey } from "@tollgate/marketplace/access/rotate-api-key";
import { UpdateApiKeyInput, updateApiKey } from "@tollgate/marketplace/access/update-api-key";
import { router, userProcedure } from "./trpc.ts";

export const keysRouter = router({
  list: userProcedure.input(ListApiKeysInput).query(({ ctx, input }) => listApiKeys(ctx, input)),
  create: userProcedure.input(CreateApiKeyInput).mutation(({ ctx, input }) => createApiKey(ctx, input)),
  update: userProcedure.input(UpdateApiKeyInput).mutation(({ ctx, input }) => updateApiKey(ctx, input)),
  rotate: userProcedure.input(RotateApiKeyInput).mutation(({ ctx, input }) => rotateApiKey(ctx, input)),
  revoke: userProcedure.input(RevokeApiKeyInput).mutation(({ ctx, input }) => revokeApiKey(ctx, input)),
});
