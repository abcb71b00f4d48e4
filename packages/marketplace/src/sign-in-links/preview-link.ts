import type { Services } from "../context.ts";
import { hashLinkToken, LinkTokenText } from "./link-token.ts";

/** What whoever holds a link may know before they use it. */
export interface LinkPreview {
  readonly purpose: "sign_in" | "confirm_address";
  readonly email: string;
  readonly state: "open" | "used" | "over";
}

/** What a link is for; `null` for one that is not known. Looking does not use it up: mail scanners open links. */
export async function previewLink(
  { db, now }: Pick<Services, "db" | "now">,
  token: string,
): Promise<LinkPreview | null> {
  if (!LinkTokenText.safeParse(token).success) return null;
  const link = await db.prisma.signInLink.findUnique({
    where: { tokenHash: hashLinkToken(token) },
    include: { user: { select: { email: true } } },
  });
  if (!link) return null;
  const over = link.expiresAt <= now() ? "over" : "open";
  return { purpose: link.purpose, email: link.user.email, state: link.usedAt ? "used" : over };
}
