import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { displayName } from "../access/person-input.ts";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { type Context, recordAudit } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { requireFreshSignIn } from "../second-factor/require-fresh-sign-in.ts";
import { takeChallenge } from "./challenge.ts";
import { RegistrationAnswer } from "./passkey-answers.ts";
import { ALGORITHMS, relyingPartyOf } from "./relying-party.ts";

export const AddPasskeyInput = z.object({ name: displayName("a name for the passkey"), answer: RegistrationAnswer });
export type AddPasskeyInput = z.input<typeof AddPasskeyInput>;

/** More than anybody has devices. */
const MOST = 20;

/** Keeps a passkey that the person's device has just made. For themselves alone, freshly signed in. @returns its id. */
export async function addPasskey(ctx: Context, input: AddPasskeyInput): Promise<{ readonly id: string }> {
  const { userId } = await requireFreshSignIn(ctx);
  const { name, answer } = parseInput(AddPasskeyInput, input);
  const made = await verified(ctx, userId, answer);
  const id = newId("passkey");
  const user = await ctx.db.prisma
    .$transaction(async (tx) => {
      if ((await tx.passkey.count({ where: { userId } })) >= MOST)
        throw new MarketplaceError("precondition_failed", `You have ${MOST} passkeys. Remove one first.`);
      await tx.passkey.create({ data: { id, userId, name, createdAt: ctx.now(), ...made } });
      await recordAudit(tx, ctx, { action: "addPasskey", workspaceId: null, subjectId: id, detail: { name } });
      return await tx.user.findUniqueOrThrow({ where: { id: userId } });
    })
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new MarketplaceError("conflict", "This device has a passkey for Tollgate already.", { cause: error });
    });
  await mailPerson(ctx, user, {
    subject: `New passkey: ${name}`,
    lines: [`A passkey named “${name}” was added to your account. It signs in without a password.`],
  });
  return { id };
}

async function verified(ctx: Context, userId: string, answer: z.output<typeof RegistrationAnswer>) {
  const party = relyingPartyOf(ctx.urls.console);
  const checked = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: (challenge) => takeChallenge(ctx.redis, challenge, `add:${userId}`),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((cause: unknown) => {
    throw new MarketplaceError("invalid_input", "The device’s answer does not fit. Begin again.", { cause });
  });
  if (!checked.verified) throw new MarketplaceError("invalid_input", "The device’s answer does not fit. Begin again.");
  const { credential, credentialBackedUp } = checked.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: new Uint8Array(credential.publicKey),
    counter: BigInt(credential.counter),
    transports: answer.response.transports,
    backedUp: credentialBackedUp,
  };
}
