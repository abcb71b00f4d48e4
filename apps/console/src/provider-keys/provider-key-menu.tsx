"use client";

import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Menu, MenuItem, MenuSeparator } from "@tollgate/ui/dropdown-menu";
import { IconButton } from "@tollgate/ui/icon-button";
import { useToast } from "@tollgate/ui/toast";
import { Ellipsis, Power, Split, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";

export type ProviderKey = Outputs["providerKeys"]["list"]["keys"][number];

/** What can be done with one provider key. */
export function ProviderKeyMenu({ workspaceId, providerKey }: { workspaceId: string; providerKey: ProviderKey }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [removing, setRemoving] = useState(false);
  const { id: providerKeyId, provider, enabled, fallsBack } = providerKey;
  const ids = { workspaceId, providerKeyId };
  const update = useMutation(
    trpc.providerKeys.update.mutationOptions({
      onError: (error) => toast({ title: formErrorsOf(error, []).form ?? "It did not work", tone: "critical" }),
      onSuccess: () => {
        toast({ title: "Saved", tone: "positive" });
        router.refresh();
      },
    }),
  );
  const remove = useMutation(trpc.providerKeys.remove.mutationOptions());
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for the key at ${provider.name}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={Power} onSelect={() => update.mutate({ ...ids, enabled: !enabled })}>
          {enabled ? "Disable" : "Enable"}
        </MenuItem>
        <MenuItem icon={Split} onSelect={() => update.mutate({ ...ids, fallsBack: !fallsBack })}>
          {fallsBack ? "Never go on without it" : "Go on without it when it fails"}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setRemoving(true)}>
          Remove
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={`Remove the key at ${provider.name}?`}
        act="Remove key"
        danger
        onConfirm={async () => {
          await remove.mutateAsync(ids);
          toast({ title: "The key is removed", tone: "positive" });
          router.refresh();
        }}
      >
        Calls go on with the platform’s access at the provider’s price. Bring the key again to go back.
      </ConfirmDialog>
    </>
  );
}
