"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatCount } from "@tollgate/ui/format/number";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; app: { id: string; name: string; archived: boolean; customers: number } };

/** Takes an app out of service, or back into it; nothing of it is deleted. */
export function ArchiveApp({ workspaceId, app }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const update = useMutation(
    trpc.apps.update.mutationOptions({
      onSuccess: (saved) => {
        toast({ title: saved.status === "archived" ? `${app.name} is archived` : `${app.name} takes calls again` });
        router.refresh();
      },
    }),
  );
  const setStatus = (status: "active" | "archived") => update.mutateAsync({ workspaceId, appId: app.id, status });
  if (app.archived) {
    return (
      <ConfirmDialog
        trigger={<Button>Take back into service</Button>}
        title={`Take ${app.name} back into service?`}
        act="Take back"
        onConfirm={() => setStatus("active")}
      >
        Its connect link works again, and so do the keys of {customersOf(app.customers)}.
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      trigger={<Button intent="dangerQuiet">Archive app</Button>}
      title={`Archive ${app.name}?`}
      act="Archive app"
      danger
      onConfirm={() => setStatus("archived")}
    >
      Its connect link stops working, and the calls of {customersOf(app.customers)} are refused. What it earned stays
      yours. You can take it back into service later.
    </ConfirmDialog>
  );
}

function customersOf(count: number): string {
  return count === 1 ? "its one customer" : `its ${formatCount(count)} customers`;
}
