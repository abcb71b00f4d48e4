"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody } from "@tollgate/ui/card";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { useToast } from "@tollgate/ui/toast";
import { useTRPC } from "../trpc/client.tsx";

/** Forgets the answers that the workspace's cache keeps. */
export function ClearCache({ workspaceId, canChange }: { workspaceId: string; canChange: boolean }) {
  const trpc = useTRPC();
  const toast = useToast();
  const clear = useMutation(
    trpc.workspaces.clearCache.mutationOptions({
      onSuccess: ({ cleared }) =>
        toast({
          title: cleared === 0 ? "The cache was empty" : `${formatCount(cleared)} answers forgotten`,
          tone: "positive",
        }),
    }),
  );
  return (
    <Card>
      <CardBody>
        <div className="flex flex-wrap items-center justify-between gap-4">
          <p className="min-w-0 max-w-prose text-ink-muted">
            Answers that requests or keys asked to have{" "}
            <Link href="/docs/cached-answers" className="text-accent-text underline underline-offset-4">
              cached
            </Link>
            , until their time is over.
          </p>
          <ConfirmDialog
            trigger={<Button disabled={!canChange}>Clear cache</Button>}
            title="Clear the cache?"
            act="Clear cache"
            danger
            onConfirm={() => clear.mutateAsync({ workspaceId })}
          >
            All answers the workspace has cached are forgotten, also those of apps. The next request for one makes a
            call and costs its full price.
          </ConfirmDialog>
        </div>
        {canChange ? null : <p className="mt-3 text-ink-faint text-sm">Admins and owners can clear it.</p>}
      </CardBody>
    </Card>
  );
}
