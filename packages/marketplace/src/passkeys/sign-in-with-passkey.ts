import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { countOn } from "../access/sign-in-attempts.ts";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { beginSession } from "../sessions/begin-session.ts";
import type { OpenedSession, SignInPlace } from "../sessions/open-session.ts";
import { newChallenge, takeChallenge } from "./challenge.ts";
import { AuthenticationAnswer } from "./passkey-answers.ts";
import { relyingPartyOf } from "./relying-party.ts";

export type PasskeyRequest = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

/** In 15 minutes from one place. */
const PER_IP = 200;

/** What a browser needs to sign in with a passkey. It names nobody: the device knows for whom it has one. */
export async function passkeyRequest({ redis, urls }: Pick<Services, "redis" | "urls">): Promise<PasskeyRequest> {
  return await generateAuthenticationOptions({
    rpID: relyingPartyOf(urls.console).id,
    challenge: await newChallenge(redis, "sign-in"),
    userVerification: "required",
  });
}

export interface SignInWithPasskey extends SignInPlace {
  readonly answer: unknown;
}

/**
 * Signs in whose passkey has signed our challenge. It counts as two factors: the device, and the finger or code that unlocked it.
 * @throws MarketplaceError `unauthenticated` for a passkey that is not known, or an answer that does not fit.
 */
export async function signInWithPasskey(services: Services, input: SignInWithPasskey): Promise<OpenedSession> {
  const { ip, userAgent } = input;
  if (ip && (await countOn(services.redis, [{ key: `signin:passkey:${ip}`, limit: PER_IP }])).exhausted)
    throw new MarketplaceError("too_many_requests", "Too many attempts. Wait a few minutes, then try again.");
  const answer = parseInput(AuthenticationAnswer, input.answer);
  const { prisma } = services.db;
  const passkey = await prisma.passkey.findUnique({ where: { credentialId: answer.id } });
  if (!passkey) throw refused();
  const { id, userId, credentialId, publicKey, counter } = passkey;
  const party = relyingPartyOf(services.urls.console);
  const checked = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: (challenge) => takeChallenge(services.redis, challenge, "sign-in"),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter: Number(counter) },
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!checked.verified) throw refused();
  const next = BigInt(checked.authenticationInfo.newCounter);
  // A copied device counts by itself: of two answers with the same count one is refused.
  const { count } = await prisma.passkey.updateMany({
    where: { id, counter },
    data: { counter: next, lastUsedAt: services.now() },
  });
  if (count === 0) throw refused();
  return await beginSession(services, { userId, method: "passkey", secondFactor: "passkey", ip, userAgent });
}

function refused(cause?: unknown): MarketplaceError {
  return new MarketplaceError("unauthenticated", "This passkey is not known here.", { cause });
}
