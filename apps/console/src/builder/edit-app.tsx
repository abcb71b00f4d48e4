"use client";

import { useMutation } from "@tanstack/react-query";
import { Card } from "@tollgate/ui/card";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { AppDetails } from "./app-details.ts";
import { AppForm, type AppFormProps } from "./app-form.tsx";

type Props = { workspaceId: string; appId: string; app: NonNullable<AppFormProps["app"]> };

export function EditApp({ workspaceId, appId, app }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [refused, setRefused] = useState<FormErrors>({});
  const update = useMutation(
    trpc.apps.update.mutationOptions({
      onError: (error) => setRefused(formErrorsOf(error, Object.keys(AppDetails.shape))),
      onSuccess: () => {
        toast({ title: "Saved", tone: "positive" });
        router.refresh();
      },
    }),
  );
  return (
    <Card>
      <AppForm
        app={app}
        act="Save"
        note="Customers see the new facts at once."
        busy={update.isPending}
        refused={refused}
        onSubmit={(details) => {
          setRefused({});
          update.mutate({ workspaceId, appId, ...details });
        }}
      />
    </Card>
  );
}
