"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Dialog } from "@tollgate/ui/dialog";
import { SecretReveal } from "@tollgate/ui/secret-reveal";
import { useTRPC } from "../trpc/client.tsx";

type Props = {
  app: { id: string; name: string };
  workspaceId: string;
  marginVersionId: string;
  /** Decimal USD; connecting again must not lift the limit. */
  monthlyCapUsd: string | null;
};

/** For whoever lost the key: another one for the same connection. */
export function AnotherKey({ app, workspaceId, marginVersionId, monthlyCapUsd }: Props) {
  const trpc = useTRPC();
  const accept = useMutation(trpc.connect.accept.mutationOptions());
  return (
    <>
      <ConfirmDialog
        trigger={<Button intent="link">Make a new key</Button>}
        title={`Make a new key for ${app.name}?`}
        act="Make a new key"
        onConfirm={() => accept.mutateAsync({ appId: app.id, workspaceId, marginVersionId, monthlyCapUsd })}
      >
        The limit and the margin stay as they are. The old key keeps working until you revoke it under API keys.
      </ConfirmDialog>
      <Dialog
        open={accept.data !== undefined}
        onOpenChange={(open) => {
          if (!open) accept.reset();
        }}
        title={`New key for ${app.name}`}
      >
        {accept.data ? <SecretReveal secret={accept.data.secret} name="key" /> : null}
      </Dialog>
    </>
  );
}
