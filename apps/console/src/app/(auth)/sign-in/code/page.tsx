import { pendingSignIn } from "@tollgate/api/sessions";
import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CodeForm } from "../../../../access/code-form.tsx";
import { continuePath, safeNextPath } from "../../../../access/next-path.ts";
import { PasskeyDoor } from "../../../../access/sign-in-doors.tsx";
import { env } from "../../../../env.ts";
import { services } from "../../../../server/services.ts";
import { heldSessionId } from "../../../../server/session.ts";

export const metadata: Metadata = { title: "Enter your code" };

export default async function CodePage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const [{ next }, held] = await Promise.all([searchParams, heldSessionId()]);
  const nextPath = safeNextPath(next);
  const pending = held === null ? null : await pendingSignIn(services(), held);
  if (!pending) redirect(continuePath(nextPath));
  const { SANDBOX_URL } = env();
  return (
    <>
      <h1 className="text-center font-semibold text-2xl">Enter your code</h1>
      <p className="mt-2 text-balance text-center text-ink-muted">Signing in as {pending.email}.</p>
      <CodeForm nextPath={nextPath} />
      <div className="mt-6 flex flex-col gap-3">
        <PasskeyDoor nextPath={nextPath} />
      </div>
      {SANDBOX_URL ? (
        <p className="mt-6 text-center text-ink-muted text-sm">
          No phone at hand? In this demo{" "}
          <a
            href={`${SANDBOX_URL}/authenticator`}
            target="_blank"
            rel="noreferrer"
            className="font-medium text-accent-text underline-offset-4 hover:underline"
          >
            the sandbox shows the codes
          </a>
          .
        </p>
      ) : null}
      <p className="mt-8 text-center text-ink-muted">
        <Link
          href={`/sign-in/recover?${new URLSearchParams({ next: nextPath })}`}
          className="font-medium text-accent-text underline-offset-4 hover:underline"
        >
          Lost your app and codes?
        </Link>
      </p>
      <p className="mt-3 text-center text-ink-muted">
        Not you?{" "}
        <Link
          href={`/sign-in?${new URLSearchParams({ next: nextPath })}`}
          className="font-medium text-accent-text underline-offset-4 hover:underline"
        >
          Begin again
        </Link>
      </p>
    </>
  );
}
