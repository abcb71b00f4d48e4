import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { Unplug } from "lucide-react";
import type { Metadata } from "next";
import { OpenSignIn } from "../../../consent/open-sign-in.tsx";
import { loadSignInPage } from "../../../consent/sign-in-page.ts";
import { nameOfApp } from "../../../consent/unregistered-app.tsx";

export const metadata: Metadata = { title: "Sign in to an app", robots: { index: false }, referrer: "no-referrer" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInToAppPage({ searchParams }: Props) {
  const page = await loadSignInPage(await searchParams);
  if (page.kind === "closed") return <Closed sentence={page.sentence} />;
  return (
    <div className="rounded-xl border bg-surface p-5 shadow-sm sm:p-8">
      {page.kind === "open" ? (
        <OpenSignIn page={page} />
      ) : (
        <div className="flex flex-col gap-6">
          <h1 className="font-semibold text-2xl">
            {page.preview.connect?.app.name ?? nameOfApp(page.preview)} asks for a key
          </h1>
          <Notice>Only admins and owners of a workspace can agree to this. Ask one of yours to sign in there.</Notice>
          <Button asChild>
            <a href={page.preview.declineUrl} rel="noreferrer">
              Go back
            </a>
          </Button>
        </div>
      )}
    </div>
  );
}

function Closed({ sentence }: { sentence: string }) {
  return (
    <div className="flex flex-col items-center rounded-xl border bg-surface px-6 py-14 text-center shadow-sm">
      <Unplug className="size-8 text-ink-faint" strokeWidth={1.5} aria-hidden="true" />
      <h1 className="mt-5 font-semibold text-2xl">This app cannot sign you in</h1>
      <p className="mt-2 max-w-sm text-ink-muted">{sentence} Nothing was changed in your account.</p>
      <Button asChild className="mt-6">
        <Link href="/home">Go to your workspace</Link>
      </Button>
    </div>
  );
}
