import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { Email } from "../access/person-input.ts";
import { countOn } from "../access/sign-in-attempts.ts";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { LINK_MINUTES, newLinkToken } from "./link-token.ts";

export const RequestSignInLinkInput = z.object({
  email: Email,
  /** A path of the console to go on to. */
  next: z.string().max(500).nullable().default(null),
  /** Address the request came from; `null` when it is not known. */
  ip: z.string().max(64).nullable().default(null),
});
export type RequestSignInLinkInput = z.input<typeof RequestSignInLinkInput>;

/** In 15 minutes: nobody's mailbox is filled, and nobody asks for many. */
const PER_EMAIL = 5;
const PER_IP = 50;

/**
 * Mails a link that signs in once within 15 minutes, if there is an account with this address. Answers the same, and as soon, if there is none:
 * the mail is written after the answer.
 * @returns when the mail was handed over; callers that face people do not wait for it.
 * @throws MarketplaceError `too_many_requests` after five for an address, whether it has an account or not.
 */
export async function requestSignInLink(
  services: Services,
  input: RequestSignInLinkInput,
): Promise<{ readonly sent: Promise<void> }> {
  const { email, next, ip } = parseInput(RequestSignInLinkInput, input);
  const attempts = await countOn(services.redis, [
    { key: `signin:link:${email}`, limit: PER_EMAIL },
    ...(ip ? [{ key: `signin:links-from:${ip}`, limit: PER_IP }] : []),
  ]);
  if (attempts.exhausted) {
    const minutes = Math.ceil(attempts.retryAfterSeconds / 60);
    throw new MarketplaceError("too_many_requests", `Several links were asked for. Try again in ${minutes} min.`);
  }
  const sent = sendLink(services, email, next).catch((error: unknown) => {
    console.error("a sign-in link was not mailed", error);
  });
  return { sent };
}

async function sendLink(services: Services, email: string, next: string | null): Promise<void> {
  const user = await services.db.prisma.user.findUnique({ where: { email } });
  if (!user) return;
  const { token, hash } = newLinkToken();
  const at = services.now();
  await services.db.prisma.signInLink.create({
    data: {
      id: newId("signInLink"),
      userId: user.id,
      purpose: "sign_in",
      tokenHash: hash,
      createdAt: at,
      expiresAt: new Date(at.getTime() + LINK_MINUTES * 60_000),
    },
  });
  const query = next ? `?${new URLSearchParams({ next })}` : "";
  const lines = [
    `Hello ${user.name},`,
    "",
    `This link signs you in, once, within ${LINK_MINUTES} minutes.`,
    "",
    `Sign in: ${services.urls.console}/sign-in/link/${token}${query}`,
    "",
    "Forgotten your password? Sign in with the link, then choose a new one on your account page.",
    "If you did not ask for it, ignore this mail: nobody signs in without the link.",
  ];
  await services.mailer.send({ to: email, subject: "Your link to sign in to Tollgate", text: lines.join("\n") });
}
