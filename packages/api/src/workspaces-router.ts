import { ClearCachedAnswersInput, clearCachedAnswers } from "@tollgate/marketplace/access/clear-cached-answers";
import { CreateWorkspaceInput, createWorkspace } from "@tollgate/marketplace/access/create-workspace";
import {
  GetDataPolicyInput,
  getDataPolicy,
  SetDataPolicyInput,
  setDataPolicy,
} from "@tollgate/marketplace/access/data-policy";
import { GetWorkspaceInput, getWorkspace } from "@tollgate/marketplace/access/get-workspace";
import { GetWorkspaceLimitsInput, getWorkspaceLimits } from "@tollgate/marketplace/access/get-workspace-limits";
import { ListMembersInput, listMembers } from "@tollgate/marketplace/access/list-members";
import { listMyWorkspaces } from "@tollgate/marketplace/access/list-my-workspaces";
import { RenameWorkspaceInput, renameWorkspace } from "@tollgate/marketplace/access/rename-workspace";
import { SetMemberBudgetInput, setMemberBudget } from "@tollgate/marketplace/access/set-member-budget";
import { SetWorkspaceLimitsInput, setWorkspaceLimits } from "@tollgate/marketplace/access/set-workspace-limits";
import { GetOnboardingInput, getOnboarding } from "@tollgate/marketplace/onboarding/get-onboarding";
import { HideChecklistInput, hideChecklist } from "@tollgate/marketplace/onboarding/hide-checklist";
import { router, userProcedure } from "./trpc.ts";

export const workspacesRouter = router({
  list: userProcedure.query(({ ctx }) => listMyWorkspaces(ctx)),
  bySlug: userProcedure.input(GetWorkspaceInput).query(({ ctx, input }) => getWorkspace(ctx, input)),
  create: userProcedure.input(CreateWorkspaceInput).mutation(({ ctx, input }) => createWorkspace(ctx, input)),
  rename: userProcedure.input(RenameWorkspaceInput).mutation(({ ctx, input }) => renameWorkspace(ctx, input)),
  members: userProcedure.input(ListMembersInput).query(({ ctx, input }) => listMembers(ctx, input)),
  limits: userProcedure.input(GetWorkspaceLimitsInput).query(({ ctx, input }) => getWorkspaceLimits(ctx, input)),
  setLimits: userProcedure.input(SetWorkspaceLimitsInput).mutation(({ ctx, input }) => setWorkspaceLimits(ctx, input)),
  dataPolicy: userProcedure.input(GetDataPolicyInput).query(({ ctx, input }) => getDataPolicy(ctx, input)),
  setDataPolicy: userProcedure.input(SetDataPolicyInput).mutation(({ ctx, input }) => setDataPolicy(ctx, input)),
  onboarding: userProcedure.input(GetOnboardingInput).query(({ ctx, input }) => getOnboarding(ctx, input)),
  hideChecklist: userProcedure.input(HideChecklistInput).mutation(({ ctx, input }) => hideChecklist(ctx, input)),
  clearCache: userProcedure.input(ClearCachedAnswersInput).mutation(({ ctx, input }) => clearCachedAnswers(ctx, input)),
  setMemberBudget: userProcedure.input(SetMemberBudgetInput).mutation(({ ctx, input }) => setMemberBudget(ctx, input)),
});
