import { GetModelInput, getModel } from "@tollgate/marketplace/catalogue/get-model";
import { ListModelsInput, listModels } from "@tollgate/marketplace/catalogue/list-models";
import { GetModelSignalsInput, getModelSignals } from "@tollgate/marketplace/signals/get-model-signals";
import { publicProcedure, router } from "./trpc.ts";

export const modelsRouter = router({
  list: publicProcedure.input(ListModelsInput).query(({ ctx, input }) => listModels(ctx, input)),
  get: publicProcedure.input(GetModelInput).query(({ ctx, input }) => getModel(ctx, input)),
  signals: publicProcedure.input(GetModelSignalsInput).query(({ ctx, input }) => getModelSignals(ctx, input)),
});
