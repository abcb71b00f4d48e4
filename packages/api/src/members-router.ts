import { AcceptInvitationInput, acceptInvitation } from "@tollgate/marketplace/members/accept-invitation";
import { ChangeMemberRoleInput, changeMemberRole } from "@tollgate/marketplace/members/change-member-role";
import { InviteMemberInput, inviteMember } from "@tollgate/marketplace/members/invite-member";
import { ListInvitationsInput, listInvitations } from "@tollgate/marketplace/members/list-invitations";
import { PreviewInvitationInput, previewInvitation } from "@tollgate/marketplace/members/preview-invitation";
import { RemoveMemberInput, removeMember } from "@tollgate/marketplace/members/remove-member";
import { ResendInvitationInput, resendInvitation } from "@tollgate/marketplace/members/resend-invitation";
import { WithdrawInvitationInput, withdrawInvitation } from "@tollgate/marketplace/members/withdraw-invitation";
import { publicProcedure, router, userProcedure } from "./trpc.ts";

export const membersRouter = router({
  invite: userProcedure.input(InviteMemberInput).mutation(({ ctx, input }) => inviteMember(ctx, input)),
  invitations: userProcedure.input(ListInvitationsInput).query(({ ctx, input }) => listInvitations(ctx, input)),
  resend: userProcedure.input(ResendInvitationInput).mutation(({ ctx, input }) => resendInvitation(ctx, input)),
  withdraw: userProcedure.input(WithdrawInvitationInput).mutation(({ ctx, input }) => withdrawInvitation(ctx, input)),
  changeRole: userProcedure.input(ChangeMemberRoleInput).mutation(({ ctx, input }) => changeMemberRole(ctx, input)),
  remove: userProcedure.input(RemoveMemberInput).mutation(({ ctx, input }) => removeMember(ctx, input)),
  previewInvitation: publicProcedure
    .input(PreviewInvitationInput)
    .query(({ ctx, input }) => previewInvitation(ctx, input)),
  accept: userProcedure.input(AcceptInvitationInput).mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
});
