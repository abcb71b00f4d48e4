"use client";

import { useMutation } from "@tanstack/react-query";
import { Card, CardBody } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { Switch } from "@tollgate/ui/switch";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; app: { id: string; listed: boolean; archived: boolean } };

/** Puts an app into the public directory, or takes it out. */
export function ListApp({ workspaceId, app }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const update = useMutation(
    trpc.apps.update.mutationOptions({
      onSuccess: ({ listedAt }) => {
        toast({ title: listedAt ? "In the directory" : "No longer in the directory", tone: "positive" });
        router.refresh();
      },
    }),
  );
  return (
    <Card>
      <CardBody className="flex flex-col gap-4">
        {update.error ? <Notice tone="critical">{update.error.message}</Notice> : null}
        <Switch
          label="Show this app to everybody"
          hint={
            app.archived
              ? "An archived app is not shown, whatever this says."
              : "Anyone, and any search engine, finds it under Apps. Its connect link works either way."
          }
          checked={app.listed}
          disabled={update.isPending}
          onCheckedChange={(listed) => update.mutate({ workspaceId, appId: app.id, listed })}
        />
        {app.listed && !app.archived ? (
          <Link href={`/apps/${app.id}`} className="w-fit rounded-xs text-accent-text text-sm hover:underline">
            Its page in the directory
          </Link>
        ) : null}
      </CardBody>
    </Card>
  );
}
