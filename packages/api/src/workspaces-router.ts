import { CreateWorkspaceInput, createWorkspace } from "@tollgate/marketplace/access/create-workspace";
import { GetWorkspaceInput, getWorkspace } from "@tollgate/marketplace/access/get-workspace";
import { listMyWorkspaces } from "@tollgate/marketplace/access/list-my-workspaces";
import { router, userProcedure } from "./trpc.ts";

export const workspacesRouter = router({
  list: userProcedure.query(({ ctx }) => listMyWorkspaces(ctx)),
  bySlug: userProcedure.input(GetWorkspaceInput).query(({ ctx, input }) => getWorkspace(ctx, input)),
  create: userProcedure.input(CreateWorkspaceInput).mutation(({ ctx, input }) => createWorkspace(ctx, input)),
});
