import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { Timestamp } from "@tollgate/ui/timestamp";
import { MailOpen } from "lucide-react";
import type { Metadata } from "next";
import { AcceptInvitation } from "../../../../members/accept-invitation.tsx";
import { ROLES } from "../../../../members/role-words.ts";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { signedInUserId } from "../../../../server/session.ts";
import { viewer } from "../../../../server/viewer.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Invitation", robots: { index: false }, referrer: "no-referrer" };

const CLOSED = {
  over: "This invitation is over. Ask for it to be sent again.",
  withdrawn: "This invitation was withdrawn.",
  accepted: "This invitation was accepted already.",
} as const;

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, caller] = await Promise.all([params, api()]);
  const invitation = await orNotFound(caller.members.previewInvitation({ token }));
  const { workspaceName, invitedBy, role, email, state, expiresAt } = invitation;
  const me = (await signedInUserId()) ? (await viewer()).user : null;
  return (
    <div className="flex flex-col gap-6 rounded-xl border bg-surface p-5 shadow-sm sm:p-8">
      <header className="flex flex-col items-center text-center">
        <MailOpen className="size-8 text-ink-faint" strokeWidth={1.5} aria-hidden="true" />
        <h1 className="mt-5 text-balance font-semibold text-2xl">
          {invitedBy} invites you to “{workspaceName}”
        </h1>
        <p className="mt-2 text-ink-muted">
          As {ROLES[role].name.toLowerCase()}. {ROLES[role].may}
        </p>
      </header>
      {state === "open" ? (
        <>
          <Door token={token} email={email} hasAccount={invitation.hasAccount} signedInAs={me?.email ?? null} />
          <p className="text-center text-ink-faint text-sm">
            For {email}, until <Timestamp at={expiresAt} show="exact" />
          </p>
        </>
      ) : (
        <>
          <Notice>{CLOSED[state]}</Notice>
          <Button asChild className="self-center">
            <Link href="/home">Go to your workspace</Link>
          </Button>
        </>
      )}
    </div>
  );
}

type DoorProps = { token: string; email: string; hasAccount: boolean; signedInAs: string | null };

/** The one thing to do next: accept, sign in or open an account. */
function Door({ token, email, hasAccount, signedInAs }: DoorProps) {
  if (signedInAs === email) return <AcceptInvitation token={token} />;
  const query = new URLSearchParams({ next: `/invitations/${token}`, email });
  return (
    <div className="flex flex-col gap-4">
      {signedInAs ? (
        <Notice>
          You are signed in as {signedInAs}. This invitation is for {email}.
        </Notice>
      ) : null}
      <Button asChild intent="primary" wide>
        <Link href={hasAccount ? `/sign-in?${query}` : `/sign-up?${query}`}>
          {hasAccount ? `Sign in as ${email}` : "Open an account and join"}
        </Link>
      </Button>
    </div>
  );
}
