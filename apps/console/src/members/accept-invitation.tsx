"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Notice } from "@tollgate/ui/notice";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Joins the workspace and goes there. */
export function AcceptInvitation({ token }: { token: string }) {
  const trpc = useTRPC();
  const accept = useMutation(
    trpc.members.accept.mutationOptions({ onSuccess: ({ slug }) => window.location.assign(`/w/${slug}`) }),
  );
  return (
    <div className="flex flex-col gap-4">
      {accept.error ? <Notice tone="critical">{formErrorsOf(accept.error, []).form}</Notice> : null}
      <Button
        intent="primary"
        wide
        busy={accept.isPending || accept.isSuccess}
        onClick={() => accept.mutate({ token })}
        className="h-10"
      >
        Join the workspace
      </Button>
    </div>
  );
}
