"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { KeyRound, Mail } from "lucide-react";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { useTRPC } from "../trpc/client.tsx";
import { IdentityDoors } from "./identity-doors.tsx";
import type { IdentityService } from "./identity-services.ts";
import { continuePath } from "./next-path.ts";
import { OtherWays } from "./other-ways.tsx";
import { hasNoName, passkeyProblem } from "./passkey-problem.ts";

/** The other ways in, below the password. */
export function SignInDoors({ nextPath, services }: { nextPath: string; services: readonly IdentityService[] }) {
  return (
    <div className="mt-6 flex flex-col gap-3">
      <OtherWays />
      <IdentityDoors nextPath={nextPath} services={services} />
      <PasskeyDoor nextPath={nextPath} />
      <Button asChild wide className="h-10">
        <Link href={`/sign-in/link?${new URLSearchParams({ next: nextPath })}`}>
          <Mail /> E-mail me a link
        </Link>
      </Button>
    </div>
  );
}

/** Signs in with whatever passkey the device has for this site. */
export function PasskeyDoor({ nextPath }: { nextPath: string }) {
  const trpc = useTRPC();
  const request = useMutation(trpc.auth.passkeyRequest.mutationOptions());
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function enter() {
    if (hasNoName(window.location.hostname)) return setProblem(passkeyProblem("no name"));
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await startAuthentication({ optionsJSON: await request.mutateAsync() });
      const result = await signIn("passkey", { answer: JSON.stringify(answer), redirect: false });
      if (result?.ok && !result.error) return window.location.assign(continuePath(nextPath));
      setProblem(passkeyProblem("refused"));
    } catch (error) {
      setProblem(passkeyProblem(error));
    }
    setBusy(false);
  }

  return (
    <>
      {problem ? <Notice tone="critical">{problem}</Notice> : null}
      <Button wide busy={busy} onClick={enter} className="h-10">
        <KeyRound /> Use a passkey
      </Button>
    </>
  );
}
