import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { LinkForm } from "../../../../access/link-form.tsx";
import { safeNextPath } from "../../../../access/next-path.ts";
import { env } from "../../../../env.ts";

export const metadata: Metadata = { title: "A link by mail" };

type Query = { next?: string | string[]; email?: string | string[] };

export default async function LinkPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, email } = await searchParams;
  const nextPath = safeNextPath(next);
  const { SANDBOX_URL } = env();
  return (
    <>
      <h1 className="text-center font-semibold text-2xl">A link in place of a password</h1>
      <p className="mt-2 text-balance text-center text-ink-muted">
        Also when you have forgotten it: once signed in, you choose a new one.
      </p>
      <LinkForm
        nextPath={nextPath}
        email={typeof email === "string" ? email : undefined}
        mailboxUrl={SANDBOX_URL && `${SANDBOX_URL}/mailbox`}
      />
      <p className="mt-8 text-center text-ink-muted">
        <Link
          href={`/sign-in?${new URLSearchParams({ next: nextPath })}`}
          className="font-medium text-accent-text underline-offset-4 hover:underline"
        >
          Use your password
        </Link>
      </p>
    </>
  );
}
