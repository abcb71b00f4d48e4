"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { continuePath } from "./next-path.ts";

const OVER = "This link was used or is over. Ask for another one.";

/** The click that uses a link up: programs that look into mail open links, but press nothing. */
export function SignInByLink({ token, nextPath }: { token: string; nextPath: string }) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  async function enter() {
    setBusy(true);
    const result = await signIn("link", { token, redirect: false }).catch(() => undefined);
    if (result?.ok && !result.error) return window.location.assign(continuePath(nextPath));
    setBusy(false);
    setProblem(result?.error === "Begun" ? OVER : "Signing in is not possible right now. Try again in a moment.");
  }
  return (
    <div className="mt-8 flex flex-col gap-4">
      {problem ? <Notice tone="critical">{problem}</Notice> : null}
      <Button intent="primary" wide busy={busy} onClick={enter} className="h-10">
        Sign in
      </Button>
    </div>
  );
}

/** The click that confirms an address. */
export function ConfirmAddress({ token }: { token: string }) {
  const trpc = useTRPC();
  const confirm = useMutation(trpc.auth.confirmAddress.mutationOptions());
  if (confirm.isSuccess)
    return (
      <div className="mt-8 flex flex-col gap-4">
        <Notice tone="positive">Thank you: your address is confirmed.</Notice>
        <Button asChild wide className="h-10">
          <Link href="/home">Go on</Link>
        </Button>
      </div>
    );
  return (
    <div className="mt-8 flex flex-col gap-4">
      {confirm.error ? <Notice tone="critical">{formErrorsOf(confirm.error, []).form}</Notice> : null}
      <Button intent="primary" wide busy={confirm.isPending} onClick={() => confirm.mutate({ token })} className="h-10">
        Confirm
      </Button>
    </div>
  );
}
