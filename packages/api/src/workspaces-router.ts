import { CreateWorkspaceInput, createWorkspace } from "@tollgate/marketplace/access/create-workspace";
import { GetWorkspaceInput, getWorkspace } from "@tollgate/marketplace/access/get-workspace";
import { ListMembersInput, listMembers } from "@tollgate/marketplace/access/list-members";
import { listMyWorkspaces } from "@tollgate/marketplace/access/list-my-workspaces";
import { RenameWorkspaceInput, renameWorkspace } from "@tollgate/marketplace/access/rename-workspace";
import { router, userProcedure } from "./trpc.ts";

export const workspacesRouter = router({
  list: userProcedure.query(({ ctx }) => listMyWorkspaces(ctx)),
  bySlug: userProcedure.input(GetWorkspaceInput).query(({ ctx, input }) => getWorkspace(ctx, input)),
  create: userProcedure.input(CreateWorkspaceInput).mutation(({ ctx, input }) => createWorkspace(ctx, input)),
  rename: userProcedure.input(RenameWorkspaceInput).mutation(({ ctx, input }) => renameWorkspace(ctx, input)),
  members: userProcedure.input(ListMembersInput).query(({ ctx, input }) => listMembers(ctx, input)),
});
