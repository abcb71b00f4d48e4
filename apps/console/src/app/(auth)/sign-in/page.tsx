import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { safeNextPath } from "../../../access/next-path.ts";
import { SignInDoors } from "../../../access/sign-in-doors.tsx";
import { SignInForm } from "../../../access/sign-in-form.tsx";
import { identityServices } from "../../../server/identity-providers.ts";

export const metadata: Metadata = { title: "Sign in" };

type Query = { next?: string | string[]; error?: string | string[]; email?: string | string[] };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, error, email } = await searchParams;
  const nextPath = safeNextPath(next);
  return (
    <>
      <h1 className="text-center font-semibold text-2xl">Sign in to Tollgate</h1>
      <SignInForm
        nextPath={nextPath}
        failure={typeof error === "string" ? error : undefined}
        email={typeof email === "string" ? email : undefined}
      />
      <SignInDoors nextPath={nextPath} services={identityServices()} />
      <p className="mt-8 text-center text-ink-muted">
        New here?{" "}
        <Link
          href={next ? `/sign-up?next=${encodeURIComponent(nextPath)}` : "/sign-up"}
          className="font-medium text-accent-text underline-offset-4 hover:underline"
        >
          Open an account
        </Link>
      </p>
    </>
  );
}
