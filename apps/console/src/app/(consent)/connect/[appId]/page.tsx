import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { Unplug } from "lucide-react";
import type { Metadata } from "next";
import { AppIdentity } from "../../../../consent/app-identity.tsx";
import { loadConsentPage } from "../../../../consent/consent-page.ts";
import { MarginExplained } from "../../../../consent/margin-explained.tsx";
import { OpenConsent } from "../../../../consent/open-consent.tsx";

export const metadata: Metadata = { title: "Connect an app", robots: { index: false } };

type Props = {
  params: Promise<{ appId: string }>;
  searchParams: Promise<{ workspace?: string | string[] }>;
};

export default async function ConnectPage({ params, searchParams }: Props) {
  const [{ appId }, { workspace }] = await Promise.all([params, searchParams]);
  const page = await loadConsentPage(appId, typeof workspace === "string" ? workspace : undefined);
  if (page.kind === "closed") {
    return (
      <div className="flex flex-col items-center rounded-xl border bg-surface px-6 py-14 text-center shadow-sm">
        <Unplug className="size-8 text-ink-faint" strokeWidth={1.5} aria-hidden="true" />
        <h1 className="mt-5 font-semibold text-2xl">This app cannot be connected</h1>
        <p className="mt-2 max-w-sm text-ink-muted">{page.sentence} Nothing was changed in your account.</p>
        <Button asChild className="mt-6">
          <Link href="/home">Go to your workspace</Link>
        </Button>
      </div>
    );
  }
  return (
    <div className="rounded-xl border bg-surface p-5 shadow-sm sm:p-8">
      {page.kind === "open" ? (
        <OpenConsent page={page} />
      ) : (
        <div className="flex flex-col gap-6">
          <AppIdentity preview={page.preview}>{page.preview.app.name} asks to be paid by you</AppIdentity>
          <MarginExplained preview={page.preview} />
          <Notice>Only admins and owners of a workspace can agree to this. Ask one of yours to open this link.</Notice>
        </div>
      )}
    </div>
  );
}
