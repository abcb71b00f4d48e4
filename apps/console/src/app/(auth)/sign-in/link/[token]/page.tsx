import { previewLink } from "@tollgate/api/sign-in-links";
import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import type { Metadata } from "next";
import { safeNextPath } from "../../../../../access/next-path.ts";
import { ConfirmAddress, SignInByLink } from "../../../../../access/use-link.tsx";
import { services } from "../../../../../server/services.ts";

export const metadata: Metadata = { title: "Your link", robots: { index: false }, referrer: "no-referrer" };
export const dynamic = "force-dynamic";

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ next?: string | string[] }> };

export default async function UseLinkPage({ params, searchParams }: Props) {
  const [{ token }, { next }] = await Promise.all([params, searchParams]);
  const link = await previewLink(services(), token);
  const nextPath = safeNextPath(next);
  if (link?.state !== "open")
    return <Closed confirmed={link?.purpose === "confirm_address" && link.state === "used"} />;
  const signsIn = link.purpose === "sign_in";
  return (
    <>
      <h1 className="text-center font-semibold text-2xl">{signsIn ? "Sign in to Tollgate" : "Is this you?"}</h1>
      <p className="mt-2 text-balance break-words text-center text-ink-muted">
        {signsIn ? `As ${link.email}.` : `Confirm that ${link.email} is your address.`}
      </p>
      {signsIn ? <SignInByLink token={token} nextPath={nextPath} /> : <ConfirmAddress token={token} />}
    </>
  );
}

function Closed({ confirmed }: { confirmed: boolean }) {
  return (
    <>
      <h1 className="text-center font-semibold text-2xl">{confirmed ? "Confirmed already" : "This link is over"}</h1>
      <div className="mt-8 flex flex-col gap-4">
        <Notice>
          {confirmed ? "Your address is confirmed. There is nothing to do." : "Links work once, and for a short time."}
        </Notice>
        <Button asChild wide className="h-10">
          <Link href={confirmed ? "/home" : "/sign-in/link"}>{confirmed ? "Go on" : "Ask for another one"}</Link>
        </Button>
      </div>
    </>
  );
}
