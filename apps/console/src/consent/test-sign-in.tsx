"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Notice } from "@tollgate/ui/notice";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { SignInQuery } from "./sign-in-query.ts";

type Props = { request: SignInQuery; workspaceId: string; appId: string };

/** For whoever builds the app: through the same steps, with a test key at their end. */
export function TestSignIn({ request, workspaceId, appId }: Props) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const approve = useMutation(
    trpc.testMode.approveSignIn.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, [])),
      onSuccess: ({ redirectUrl }) => window.location.assign(redirectUrl),
    }),
  );
  const { callbackUrl, codeChallenge, codeChallengeMethod, state } = request;
  const asked = { callbackUrl, codeChallenge, codeChallengeMethod, state, workspaceId, appId };
  return (
    <form {...formSubmit(() => approve.mutate(asked))} className="mt-6 flex flex-col gap-3 border-t pt-5">
      <p className="text-ink-muted text-sm">
        You build this app. Go through as a test customer: your app gets a test key, nobody agrees to anything and
        nothing is charged.
      </p>
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Button type="submit" busy={approve.isPending || approve.isSuccess}>
        <FlaskConical aria-hidden="true" /> Return with a test key
      </Button>
    </form>
  );
}
