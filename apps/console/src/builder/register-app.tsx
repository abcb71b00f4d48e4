"use client";

import { useMutation } from "@tanstack/react-query";
import { Card } from "@tollgate/ui/card";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { AppDetails } from "./app-details.ts";
import { AppForm } from "./app-form.tsx";

export function RegisterApp({ workspace }: { workspace: { id: string; slug: string } }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [refused, setRefused] = useState<FormErrors>({});
  const register = useMutation(
    trpc.apps.register.mutationOptions({
      onError: (error) => setRefused(formErrorsOf(error, Object.keys(AppDetails.shape))),
      onSuccess: (app) => router.push(`/w/${workspace.slug}/apps/${app.id}`),
    }),
  );
  return (
    <Card className="max-w-2xl">
      <AppForm
        act="Register app"
        note="It starts without a margin. You set one next."
        busy={register.isPending || register.isSuccess}
        refused={refused}
        onSubmit={(details) => {
          setRefused({});
          register.mutate({ workspaceId: workspace.id, ...details });
        }}
      />
    </Card>
  );
}
