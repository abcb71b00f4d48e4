"use client";

import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Dialog } from "@tollgate/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@tollgate/ui/dropdown-menu";
import { IconButton } from "@tollgate/ui/icon-button";
import { useToast } from "@tollgate/ui/toast";
import { Ellipsis, Power, RotateCw, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { ShownSecret } from "./create-webhook.tsx";

type Props = { workspaceId: string; webhook: { readonly id: string; readonly url: string; readonly enabled: boolean } };

/** What can be done with one webhook. */
export function WebhookMenu({ workspaceId, webhook }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [shown, setShown] = useState<"rotate" | "remove" | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const ids = { workspaceId, webhookId: webhook.id };
  const told = (title: string) => ({
    onError: (error: unknown) => toast({ title: formErrorsOf(error, []).form ?? "It did not work", tone: "critical" }),
    onSuccess: () => {
      toast({ title, tone: "positive" });
      router.refresh();
    },
  });
  const test = useMutation(trpc.webhooks.test.mutationOptions(told("A test event is on its way")));
  const change = webhook.enabled ? "The webhook is off" : "The webhook is on";
  const update = useMutation(trpc.webhooks.update.mutationOptions(told(change)));
  const rotate = useMutation(trpc.webhooks.rotateSecret.mutationOptions());
  const remove = useMutation(trpc.webhooks.remove.mutationOptions());
  const show = (which: "rotate" | "remove") => (open: boolean) => setShown(open ? which : null);

  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${webhook.url}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={Send} onSelect={() => test.mutate(ids)}>
          Send a test event
        </MenuItem>
        <MenuItem icon={Power} onSelect={() => update.mutate({ ...ids, enabled: !webhook.enabled })}>
          {webhook.enabled ? "Switch off" : "Switch on"}
        </MenuItem>
        <MenuItem icon={RotateCw} onSelect={() => setShown("rotate")}>
          New signing secret
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setShown("remove")}>
          Remove
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={shown === "rotate"}
        onOpenChange={show("rotate")}
        title="Make a new signing secret?"
        act="Make a new secret"
        onConfirm={async () => setSecret((await rotate.mutateAsync(ids)).secret)}
      >
        For a day messages are signed with both secrets, so that you can bring the new one to your receiver.
      </ConfirmDialog>
      <Dialog
        open={secret !== null}
        onOpenChange={(open) => {
          if (open) return;
          setSecret(null);
          router.refresh();
        }}
        staysOpen
        title="The new signing secret"
      >
        {secret ? <ShownSecret secret={secret} /> : null}
      </Dialog>
      <ConfirmDialog
        open={shown === "remove"}
        onOpenChange={show("remove")}
        title="Remove this webhook?"
        act="Remove webhook"
        danger
        onConfirm={async () => {
          await remove.mutateAsync(ids);
          toast({ title: "The webhook is removed", tone: "positive" });
          router.refresh();
        }}
      >
        Its deliveries go with it, and what still waits is not sent. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}
