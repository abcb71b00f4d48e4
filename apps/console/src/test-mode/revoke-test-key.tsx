"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; appId: string; testKey: { id: string; name: string } };

export function RevokeTestKey({ workspaceId, appId, testKey }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const revoke = useMutation(trpc.testMode.revokeKey.mutationOptions());

  async function revokeKey() {
    await revoke.mutateAsync({ workspaceId, appId, keyId: testKey.id });
    toast({ title: `“${testKey.name}” is revoked`, tone: "positive" });
    router.refresh();
  }

  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" intent="quiet" aria-label={`Revoke ${testKey.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke “${testKey.name}”?`}
      act="Revoke test key"
      danger
      onConfirm={revokeKey}
    >
      Test calls with it are refused from now on. This cannot be undone; live keys of your customers are not touched.
    </ConfirmDialog>
  );
}
