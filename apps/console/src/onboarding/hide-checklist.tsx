"use client";

import { useMutation } from "@tanstack/react-query";
import { IconButton } from "@tollgate/ui/icon-button";
import { useToast } from "@tollgate/ui/toast";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; track: "customer" | "builder" | "provider" };

/** Puts a checklist away; the message that says so brings it back. */
export function HideChecklist({ workspaceId, track }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const hide = useMutation(
    trpc.workspaces.hideChecklist.mutationOptions({
      onSuccess: (_, { hidden }) => {
        router.refresh();
        if (!hidden) return;
        const back = () => hide.mutate({ workspaceId, track, hidden: false });
        toast({ title: "The checklist is put away", action: { label: "Bring it back", onClick: back } });
      },
      onError: (error) => toast({ title: formErrorsOf(error, []).form ?? "It stays for now.", tone: "critical" }),
    }),
  );
  return (
    <IconButton
      label="Put this checklist away"
      size="sm"
      disabled={hide.isPending}
      onClick={() => hide.mutate({ workspaceId, track, hidden: true })}
    >
      <X />
    </IconButton>
  );
}
