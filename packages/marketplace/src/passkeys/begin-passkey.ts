import { generateRegistrationOptions } from "@simplewebauthn/server";
import type { Context } from "../context.ts";
import { requireFreshSignIn } from "../second-factor/require-fresh-sign-in.ts";
import { newChallenge } from "./challenge.ts";
import { ALGORITHMS, relyingPartyOf } from "./relying-party.ts";

export type PasskeyCreation = Awaited<ReturnType<typeof generateRegistrationOptions>>;

/** What a browser needs to make a passkey. Nothing changes until `addPasskey`. For themselves alone, freshly signed in. */
export async function beginPasskey(ctx: Context): Promise<PasskeyCreation> {
  const { userId } = await requireFreshSignIn(ctx);
  const user = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: userId }, include: { passkeys: true } });
  return await generateRegistrationOptions({
    rpName: "Tollgate",
    rpID: relyingPartyOf(ctx.urls.console).id,
    userName: user.email,
    userDisplayName: user.name,
    userID: new TextEncoder().encode(userId),
    challenge: await newChallenge(ctx.redis, `add:${userId}`),
    excludeCredentials: user.passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    supportedAlgorithmIDs: ALGORITHMS,
    // Signs in by itself: the device knows for whom, and asks its owner to unlock it.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}
