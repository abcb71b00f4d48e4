"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatCount, parsePercent } from "@tollgate/ui/format/number";
import { Input } from "@tollgate/ui/input";
import { Money } from "@tollgate/ui/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Select } from "@tollgate/ui/select";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { useSettled } from "../margins/use-settled.ts";
import { useTRPC } from "../trpc/client.tsx";
import { FEE_SCOPES, type FeeScope } from "./fee-words.ts";

const FIELDS = ["appliesTo", "percent", "fixedUsd", "effectiveOn", "note"];

/** Publishes a fee of the platform, with what it would have brought lately in sight. */
export function PublishFee() {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const publish = useMutation(trpc.operator.publishFee.mutationOptions());
  const [scope, setScope] = useState<FeeScope>("call");
  const [percent, setPercent] = useState("");
  return (
    <RequestDialog
      trigger={<Button intent="primary">Set a fee</Button>}
      title="Set a fee"
      lead="Calls under way keep the fee they began with. One for a later day is announced on the pricing page until then."
      act="Publish"
      fields={FIELDS}
      onSubmit={async (read) => {
        const effectiveOn = read("effectiveOn") || null;
        await publish.mutateAsync({
          appliesTo: scope,
          percent: read("percent"),
          fixedUsd: read("fixedUsd") || null,
          effectiveOn,
          note: read("note"),
        });
        setPercent("");
        toast({ title: effectiveOn ? "The fee is scheduled" : "The fee is in force", tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="For" error={errors.appliesTo} required>
            <Select
              options={FEE_SCOPES.map(({ scope: value, name, means }) => ({ value, label: name, detail: means }))}
              value={scope}
              onValueChange={(value) => setScope(FEE_SCOPES.find((one) => one.scope === value)?.scope ?? "call")}
            />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Share of the price" hint="Percent, such as 5.5." error={errors.percent} required>
              <Input
                name="percent"
                inputMode="decimal"
                autoComplete="off"
                value={percent}
                onChange={(event) => setPercent(event.target.value)}
                className="tabular"
              />
            </Field>
            <Field label="And for each call" hint="Only for calls that delivered." error={errors.fixedUsd} optional>
              <MoneyInput name="fixedUsd" />
            </Field>
          </div>
          {scope === "call" ? <Consequence percent={percent.trim()} /> : null}
          <Field label="From" hint="UTC day. Empty for at once." error={errors.effectiveOn} optional>
            <Input name="effectiveOn" type="date" className="tabular" />
          </Field>
          <Field label="Why" hint="Kept with the fee." error={errors.note} required>
            <Textarea name="note" maxLength={500} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}

/** What the share alone would have brought in the last 30 days, beside what was taken. */
function Consequence({ percent }: { percent: string }) {
  const trpc = useTRPC();
  const settled = useSettled(percent);
  const isReadable = parsePercent(settled) !== null;
  const { data } = useQuery(
    trpc.operator.previewFee.queryOptions({ percent: settled }, { enabled: isReadable, retry: false }),
  );
  return (
    <p aria-live="polite" className="min-h-10 text-ink-muted text-sm">
      {isReadable && data ? (
        <>
          On the {formatCount(data.calls)} calls of the last 30 days this share brings{" "}
          <Money nano={data.proposedNano} className="font-medium text-ink" />; <Money nano={data.feeNano} /> was taken.
        </>
      ) : (
        "Enter a share to see what it would have brought in the last 30 days."
      )}
    </p>
  );
}
