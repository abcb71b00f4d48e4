import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeNextPath } from "../../../../access/next-path.ts";
import { SetUpFirst } from "../../../../account/set-up-first.tsx";
import { signedInUserId } from "../../../../server/session.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Set up a second factor" };

/** Where staff are led who sign in with nothing but a password. */
export default async function SetUpPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const nextPath = safeNextPath((await searchParams).next);
  if (!(await signedInUserId())) redirect(`/sign-in?${new URLSearchParams({ next: nextPath })}`);
  const security = await (await api()).me.security();
  if (security.twoFactors) redirect(nextPath);
  const again = `/sign-in?${new URLSearchParams({ next: nextPath })}`;
  return (
    <>
      <h1 className="text-balance text-center font-semibold text-2xl">One more lock</h1>
      <p className="mt-2 text-balance text-center text-ink-muted">
        Who works for the marketplace decides over other people’s money, and signs in with a code besides the password.
      </p>
      <div className="mt-8">
        {security.authenticator || !security.freshUntil ? (
          <Button asChild intent="primary" wide className="h-10">
            <Link href={again}>{security.authenticator ? "Sign in with your code" : "Sign in again to set it up"}</Link>
          </Button>
        ) : (
          <SetUpFirst nextPath={nextPath} />
        )}
      </div>
    </>
  );
}
