import { getRecovery } from "@tollgate/api/recovery";
import { pendingSignIn } from "@tollgate/api/sessions";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeNextPath } from "../../../../access/next-path.ts";
import { RecoveryForm } from "../../../../recovery/recovery-form.tsx";
import { services } from "../../../../server/services.ts";
import { heldSessionId } from "../../../../server/session.ts";

export const metadata: Metadata = { title: "Lost your app" };

/** For those whose sign-in waits for a code that they cannot give any more. */
export default async function RecoverPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const [{ next }, held] = await Promise.all([searchParams, heldSessionId()]);
  const query = new URLSearchParams({ next: safeNextPath(next) });
  const pending = held === null ? null : await pendingSignIn(services(), held);
  if (held === null || !pending) redirect(`/sign-in?${query}`);
  const open = await getRecovery(services(), held);
  return (
    <>
      <h1 className="text-balance text-center font-semibold text-2xl">Lost your app and codes?</h1>
      <p className="mt-2 text-balance text-center text-ink-muted">
        An operator can take the authenticator app off {pending.email}, once they are sure that it is you.
      </p>
      {open ? (
        <div className="mt-8">
          <Notice tone="positive">
            You asked <Timestamp at={open.requestedAt} />. You get a mail when an operator has decided; until then there
            is nothing to do.
          </Notice>
        </div>
      ) : (
        <RecoveryForm />
      )}
      <p className="mt-8 text-center text-ink-muted">
        Found it?{" "}
        <Link
          href={`/sign-in/code?${query}`}
          className="font-medium text-accent-text underline-offset-4 hover:underline"
        >
          Enter a code
        </Link>
      </p>
    </>
  );
}
