import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { mailPerson } from "../access/mail-person.ts";
import { openWorkspace } from "../access/open-workspace.ts";
import { Email } from "../access/person-input.ts";
import { recordOwnDeed } from "../access/record-own-deed.ts";
import { isUniqueViolation } from "../access/unique-violation.ts";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { beginSession } from "../sessions/begin-session.ts";
import type { OpenedSession, SignInPlace } from "../sessions/open-session.ts";
import { claimMailbox } from "../sign-in-links/claim-mailbox.ts";
import { type OutsideAccount, PROVIDER_NAMES } from "./outside-account.ts";

export interface SignInWithIdentity extends SignInPlace {
  readonly account: OutsideAccount;
}

/** What a sign-in found or made. */
interface Found {
  readonly userId: string;
  readonly became: "known" | "added" | "claimed" | "opened";
}

/**
 * Signs in whoever another service has signed in. An account it is not connected with is found, or opened, by its address, and only by one
 * that the service has confirmed: anybody can write any other. Who has an authenticator app is asked for its code as well.
 * @throws MarketplaceError `precondition_failed` for an address that is not confirmed there, `conflict` when the account has another one connected.
 */
export async function signInWithIdentity(services: Services, input: SignInWithIdentity): Promise<OpenedSession> {
  const { account, ip, userAgent } = input;
  const { userId, became } = await services.db.prisma
    .$transaction((tx) => findOrOpen(tx, account, services.now()))
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new MarketplaceError("conflict", "Somebody signed in like this at the same moment. Try again.", {
        cause: error,
      });
    });
  const opened = await beginSession(services, { userId, method: account.provider, ip, userAgent });
  await tell(services, opened.user, { account, became });
  return opened;
}

async function findOrOpen(tx: Transaction, account: OutsideAccount, at: Date): Promise<Found> {
  const { provider, subject, label } = account;
  const known = await tx.identity.findUnique({ where: { provider_subject: { provider, subject } } });
  if (known) {
    await tx.identity.update({ where: { id: known.id }, data: { lastUsedAt: at, label } });
    return { userId: known.userId, became: "known" };
  }
  const email = confirmedAddress(account);
  const user = await tx.user.findUnique({ where: { email }, include: { identities: { where: { provider } } } });
  const found = user ? await enter(tx, user, at) : await open(tx, { email, name: account.name, at });
  if (user && found.became === "added" && user.identities.length > 0)
    throw new MarketplaceError(
      "conflict",
      `Another ${PROVIDER_NAMES[provider]} account is connected. Sign in and remove it first.`,
    );
  await tx.identity.create({
    data: { id: newId("identity"), userId: found.userId, provider, subject, label, createdAt: at, lastUsedAt: at },
  });
  await recordOwnDeed(tx, found.userId, { action: "connectIdentity", detail: { provider, label } });
  return found;
}

/** Lower case, as accounts have it. */
function confirmedAddress({ email, emailVerified, provider }: OutsideAccount): string {
  const parsed = Email.safeParse(email ?? "");
  if (!emailVerified || !parsed.success)
    throw new MarketplaceError(
      "precondition_failed",
      `${PROVIDER_NAMES[provider]} has not confirmed your address. Confirm it there, or sign in another way.`,
    );
  return parsed.data;
}

/** Whoever opened the account under an address they never confirmed loses what they could come back with. */
async function enter(tx: Transaction, user: { readonly id: string }, at: Date): Promise<Found> {
  const claimed = await claimMailbox(tx, user.id, at);
  return { userId: user.id, became: claimed ? "claimed" : "added" };
}

async function open(tx: Transaction, { email, name, at }: { email: string; name: string; at: Date }): Promise<Found> {
  const userId = newId("user");
  const called =
    name
      .replaceAll(/\p{Cc}/gu, "")
      .trim()
      .slice(0, 80) || email.slice(0, email.indexOf("@")).slice(0, 80);
  await tx.user.create({ data: { id: userId, email, name: called, emailVerifiedAt: at } });
  const workspace = await openWorkspace(tx, `${called}’s workspace`.slice(0, 80), userId);
  await tx.auditEvent.create({
    data: { actorId: userId, workspaceId: workspace.id, action: "signUp", subjectId: userId, detail: {} },
  });
  return { userId, became: "opened" };
}

type Told = { readonly account: OutsideAccount; readonly became: Found["became"] };

async function tell(services: Services, user: OpenedSession["user"], { account, became }: Told): Promise<void> {
  const service = PROVIDER_NAMES[account.provider];
  if (became === "known") return;
  if (became === "opened")
    return await mailPerson(services, user, {
      subject: "Welcome to Tollgate",
      lines: [
        `Your account is open, and you sign in to it with ${service} (${account.label}).`,
        "",
        `Open the console: ${services.urls.console}/home`,
      ],
    });
  const lines = [
    `${service} (${account.label}) signs in to your account from now on: your address is confirmed there.`,
  ];
  const before =
    "Whatever the account was opened with before that, such as a password, no longer works: choose a new one on your account page.";
  await mailPerson(services, user, {
    subject: `${service} was connected to your account`,
    lines: became === "claimed" ? [...lines, before] : lines,
  });
}
