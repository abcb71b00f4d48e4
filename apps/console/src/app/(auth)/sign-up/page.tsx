import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { IdentityDoors } from "../../../access/identity-doors.tsx";
import { safeNextPath } from "../../../access/next-path.ts";
import { OtherWays } from "../../../access/other-ways.tsx";
import { SignUpForm } from "../../../access/sign-up-form.tsx";
import { identityServices } from "../../../server/identity-providers.ts";

export const metadata: Metadata = { title: "Open an account" };

type Query = { next?: string | string[]; email?: string | string[] };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, email } = await searchParams;
  const nextPath = safeNextPath(next);
  const services = identityServices();
  return (
    <>
      <h1 className="text-center font-semibold text-2xl">Open an account</h1>
      <p className="mt-2 text-balance text-center text-ink-muted">
        Call models, build apps on them or serve them: one account does all three.
      </p>
      <SignUpForm nextPath={nextPath} email={typeof email === "string" ? email : undefined} />
      {services.length > 0 ? (
        <div className="mt-6 flex flex-col gap-3">
          <OtherWays />
          <IdentityDoors nextPath={nextPath} services={services} />
        </div>
      ) : null}
      <p className="mt-8 text-center text-ink-muted">
        Been here before?{" "}
        <Link
          href={next ? `/sign-in?next=${encodeURIComponent(nextPath)}` : "/sign-in"}
          className="font-medium text-accent-text underline-offset-4 hover:underline"
        >
          Sign in
        </Link>
      </p>
    </>
  );
}
