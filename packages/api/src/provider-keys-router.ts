import { AddProviderKeyInput, addProviderKey } from "@tollgate/marketplace/provider-keys/add-provider-key";
import { ListProviderKeysInput, listProviderKeys } from "@tollgate/marketplace/provider-keys/list-provider-keys";
import { RemoveProviderKeyInput, removeProviderKey } from "@tollgate/marketplace/provider-keys/remove-provider-key";
import { UpdateProviderKeyInput, updateProviderKey } from "@tollgate/marketplace/provider-keys/update-provider-key";
import { router, userProcedure } from "./trpc.ts";

export const providerKeysRouter = router({
  list: userProcedure.input(ListProviderKeysInput).query(({ ctx, input }) => listProviderKeys(ctx, input)),
  add: userProcedure.input(AddProviderKeyInput).mutation(({ ctx, input }) => addProviderKey(ctx, input)),
  update: userProcedure.input(UpdateProviderKeyInput).mutation(({ ctx, input }) => updateProviderKey(ctx, input)),
  remove: userProcedure.input(RemoveProviderKeyInput).mutation(({ ctx, input }) => removeProviderKey(ctx, input)),
});
