import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { recordOwnDeed } from "../access/record-own-deed.ts";
import { type Context, requireUser, type Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { CONFIRM_DAYS, LinkTokenText, newLinkToken } from "./link-token.ts";
import { spendLink } from "./spend-link.ts";

export const ConfirmAddressInput = z.object({ token: LinkTokenText });
export type ConfirmAddressInput = z.input<typeof ConfirmAddressInput>;

/** Notes that the address of an account is its person's. Whoever holds the link may: it was mailed to them. */
export async function confirmAddress(ctx: Context, input: ConfirmAddressInput): Promise<void> {
  const { token } = parseInput(ConfirmAddressInput, input);
  await ctx.db.prisma.$transaction(async (tx) => {
    const userId = await spendLink(tx, { token, purpose: "confirm_address", at: ctx.now() });
    await tx.user.updateMany({ where: { id: userId, emailVerifiedAt: null }, data: { emailVerifiedAt: ctx.now() } });
    await recordOwnDeed(tx, userId, { action: "confirmAddress" });
  });
}

/** A new link that confirms an address. @returns where it leads. */
export async function newConfirmationLink(
  { db, now, urls }: Pick<Services, "db" | "now" | "urls">,
  userId: string,
): Promise<string> {
  const { token, hash } = newLinkToken();
  const at = now();
  const expiresAt = new Date(at.getTime() + CONFIRM_DAYS * 86_400_000);
  await db.prisma.signInLink.create({
    data: { id: newId("signInLink"), userId, purpose: "confirm_address", tokenHash: hash, createdAt: at, expiresAt },
  });
  return `${urls.console}/sign-in/link/${token}`;
}

/** Mails a person the link that confirms their address. For themselves alone. @returns whether it was still to be confirmed. */
export async function sendConfirmation(ctx: Context): Promise<{ readonly sent: boolean }> {
  const userId = requireUser(ctx);
  const user = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  if (user.emailVerifiedAt) return { sent: false };
  const since = new Date(ctx.now().getTime() - 15 * 60_000);
  const recent = await ctx.db.prisma.signInLink.count({
    where: { userId, purpose: "confirm_address", createdAt: { gt: since } },
  });
  if (recent >= 5) throw new MarketplaceError("too_many_requests", "Several mails were sent. Try again in 15 min.");
  const link = await newConfirmationLink(ctx, userId);
  const lines = [
    `Hello ${user.name},`,
    "",
    "Confirm that the address of your account is yours.",
    "",
    `Confirm the address: ${link}`,
  ];
  await ctx.mailer.send({ to: user.email, subject: "Confirm your e-mail address", text: lines.join("\n") });
  return { sent: true };
}
