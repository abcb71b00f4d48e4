import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { type Context, recordAudit } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { newConfirmationLink } from "../sign-in-links/confirm-address.ts";
import { type OpenedWorkspace, openWorkspace } from "./open-workspace.ts";
import { hashPassword } from "./password.ts";
import { displayName, Email, NewPassword } from "./person-input.ts";
import { isUniqueViolation } from "./unique-violation.ts";

export const SignUpInput = z.object({
  email: Email,
  password: NewPassword,
  name: displayName("your name"),
  workspaceName: displayName("a name for your workspace").optional(),
});
export type SignUpInput = z.input<typeof SignUpInput>;

export interface SignedUp {
  readonly userId: string;
  readonly workspace: OpenedWorkspace;
}

/**
 * Opens an account with its first workspace. Anyone may.
 * @throws MarketplaceError `conflict` when the e-mail address already has an account.
 */
export async function signUp(ctx: Context, input: SignUpInput): Promise<SignedUp> {
  const { email, password, name, workspaceName } = parseInput(SignUpInput, input);
  const passwordHash = await hashPassword(password);
  const userId = newId("user");
  const workspace = await ctx.db.prisma
    .$transaction(async (tx) => {
      await tx.user.create({ data: { id: userId, email, name, passwordHash } });
      const opened = await openWorkspace(tx, workspaceName ?? `${name}’s workspace`.slice(0, 80), userId);
      await recordAudit(tx, ctx, { action: "signUp", workspaceId: opened.id, subjectId: userId });
      return opened;
    })
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new MarketplaceError("conflict", "This e-mail address already has an account. Sign in instead.", {
        field: "email",
        cause: error,
      });
    });
  await welcome(ctx, { userId, email, name, workspace });
  return { userId, workspace };
}

async function welcome(
  ctx: Context,
  { userId, email, name, workspace }: { userId: string; email: string; name: string; workspace: OpenedWorkspace },
): Promise<void> {
  const confirmation = await newConfirmationLink(ctx, userId);
  const lines = [
    `Hello ${name},`,
    "",
    `Your workspace “${workspace.name}” is ready. Confirm within three days that this address is yours.`,
    "",
    `Confirm the address: ${confirmation}`,
    `Open your workspace: ${ctx.urls.console}/w/${workspace.slug}`,
    "",
    "Add credit, create an API key and point any OpenAI SDK at this address:",
    `${ctx.urls.api}/v1`,
  ];
  try {
    await ctx.mailer.send({ to: email, subject: "Welcome to Tollgate", text: lines.join("\n") });
  } catch (error) {
    console.error("the welcome e-mail was not sent", error);
  }
}
