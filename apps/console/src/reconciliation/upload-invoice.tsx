"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatMonth } from "@tollgate/ui/format/time";
import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { useToast } from "@tollgate/ui/toast";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";

type Props = { month: string; providers: readonly { id: string; name: string }[] };

/** Uploads a provider's invoice as CSV; another upload for the same month takes its place. */
export function UploadInvoice({ month, providers }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [file, setFile] = useState<File | null>(null);
  const upload = useMutation(trpc.reconciliation.uploadInvoice.mutationOptions());
  return (
    <RequestDialog
      trigger={
        <Button>
          <Upload aria-hidden="true" /> Upload invoice
        </Button>
      }
      title={`Provider invoice for ${formatMonth(month)}`}
      lead="A CSV file with the columns day, model and amount_usd: one line for each UTC day and model."
      act="Upload"
      fields={["providerId", "csv"]}
      onSubmit={async (read) => {
        const csv = file ? await file.text() : "";
        const { lines } = await upload.mutateAsync({
          providerId: read("providerId"),
          month,
          fileName: file?.name ?? "invoice.csv",
          csv,
        });
        toast({ title: `${lines} ${lines === 1 ? "line" : "lines"} read` });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Provider" error={errors.providerId} required>
            <Select name="providerId" options={providers.map(({ id, name }) => ({ value: id, label: name }))} />
          </Field>
          <Field label="File" error={errors.csv} required>
            <Input
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
              className="py-1"
            />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
