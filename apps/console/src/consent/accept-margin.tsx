"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { formErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; grantId: string; marginVersionId: string; appName: string; manageHref: string };

/** Consent to another margin of an app that is connected already. */
export function AcceptMargin({ workspaceId, grantId, marginVersionId, appName, manageHref }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const accept = useMutation(
    trpc.grants.acceptMargin.mutationOptions({
      onSuccess: () => {
        toast({ title: `You accepted ${appName}’s margin`, tone: "positive" });
        router.refresh();
      },
    }),
  );
  return (
    <form
      {...formSubmit(() => accept.mutate({ workspaceId, grantId, marginVersionId }))}
      className="flex flex-col gap-5"
    >
      {accept.error ? <Notice tone="critical">{formErrorsOf(accept.error, []).form}</Notice> : null}
      <div className="grid gap-2.5 sm:grid-cols-[auto_minmax(0,1fr)]">
        <Button asChild size="lg" className="max-sm:order-last">
          <Link href={manageHref}>Not now</Link>
        </Button>
        <Button type="submit" intent="primary" size="lg" wide busy={accept.isPending}>
          Accept the new margin
        </Button>
      </div>
    </form>
  );
}
