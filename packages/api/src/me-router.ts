import { getMe } from "@tollgate/marketplace/access/get-me";
import { SetPasswordInput, setPassword } from "@tollgate/marketplace/access/set-password";
import { BeginConnectInput, beginConnect } from "@tollgate/marketplace/identities/begin-connect";
import { RemoveIdentityInput, removeIdentity } from "@tollgate/marketplace/identities/remove-identity";
import { AddPasskeyInput, addPasskey } from "@tollgate/marketplace/passkeys/add-passkey";
import { beginPasskey } from "@tollgate/marketplace/passkeys/begin-passkey";
import {
  RemovePasskeyInput,
  RenamePasskeyInput,
  removePasskey,
  renamePasskey,
} from "@tollgate/marketplace/passkeys/change-passkey";
import { beginTotp } from "@tollgate/marketplace/second-factor/begin-totp";
import { ConfirmTotpInput, confirmTotp } from "@tollgate/marketplace/second-factor/confirm-totp";
import { getSecurity } from "@tollgate/marketplace/second-factor/get-security";
import { RemoveTotpInput, removeTotp } from "@tollgate/marketplace/second-factor/remove-totp";
import { RenewRecoveryCodesInput, renewRecoveryCodes } from "@tollgate/marketplace/second-factor/renew-recovery-codes";
import { endOtherSessions } from "@tollgate/marketplace/sessions/end-other-sessions";
import { EndSessionInput, endSession } from "@tollgate/marketplace/sessions/end-session";
import { listSessions } from "@tollgate/marketplace/sessions/list-sessions";
import { sendConfirmation } from "@tollgate/marketplace/sign-in-links/confirm-address";
import { router, userProcedure } from "./trpc.ts";

export const meRouter = router({
  get: userProcedure.query(({ ctx }) => getMe(ctx)),
  sessions: userProcedure.query(({ ctx }) => listSessions(ctx)),
  endSession: userProcedure.input(EndSessionInput).mutation(({ ctx, input }) => endSession(ctx, input)),
  endOtherSessions: userProcedure.mutation(({ ctx }) => endOtherSessions(ctx)),
  security: userProcedure.query(({ ctx }) => getSecurity(ctx)),
  sendConfirmation: userProcedure.mutation(({ ctx }) => sendConfirmation(ctx)),
  setPassword: userProcedure.input(SetPasswordInput).mutation(({ ctx, input }) => setPassword(ctx, input)),
  beginPasskey: userProcedure.mutation(({ ctx }) => beginPasskey(ctx)),
  addPasskey: userProcedure.input(AddPasskeyInput).mutation(({ ctx, input }) => addPasskey(ctx, input)),
  renamePasskey: userProcedure.input(RenamePasskeyInput).mutation(({ ctx, input }) => renamePasskey(ctx, input)),
  removePasskey: userProcedure.input(RemovePasskeyInput).mutation(({ ctx, input }) => removePasskey(ctx, input)),
  beginConnect: userProcedure.input(BeginConnectInput).mutation(({ ctx, input }) => beginConnect(ctx, input)),
  removeIdentity: userProcedure.input(RemoveIdentityInput).mutation(({ ctx, input }) => removeIdentity(ctx, input)),
  beginTotp: userProcedure.mutation(({ ctx }) => beginTotp(ctx)),
  confirmTotp: userProcedure.input(ConfirmTotpInput).mutation(({ ctx, input }) => confirmTotp(ctx, input)),
  renewRecoveryCodes: userProcedure
    .input(RenewRecoveryCodesInput)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx, input)),
  removeTotp: userProcedure.input(RemoveTotpInput).mutation(({ ctx, input }) => removeTotp(ctx, input)),
});
