"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { formatExact } from "@tollgate/ui/format/time";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { readMoment } from "./effective-moment.ts";
import type { Range } from "./market.ts";
import { MarketTrack } from "./market-track.tsx";
import { PRICE_FIELDS, PriceFields, readPriceFields } from "./price-fields.tsx";
import type { Prices } from "./price-lines.ts";
import { type ServiceKind, ServicePriceFields } from "./service-price-fields.tsx";

type Props = {
  workspaceId: string;
  endpointId: string;
  prices: Prices | undefined;
  kind: "chat" | ServiceKind;
  market: { input: Range | null; output: Range | null };
};

const FIELDS = [...PRICE_FIELDS, "effectiveAt"];

/** A new price list, at once or at a moment to come. */
export function PublishPrice({ workspaceId, endpointId, prices, kind, market }: Props) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const [inputNano, setInputNano] = useState<bigint | null>(prices?.input ?? null);
  const [outputNano, setOutputNano] = useState<bigint | null>(prices?.output ?? null);
  const publish = useMutation(
    trpc.endpoints.publishPrice.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, FIELDS)),
      onSuccess: (price) => {
        setOpen(false);
        const later = price.effectiveAt.getTime() > Date.now();
        toast({
          title: later ? "Price scheduled" : "Price published",
          description: later ? `In force from ${formatExact(price.effectiveAt)}.` : "It applies to the next call.",
        });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const moment = readMoment(String(data.get("effectiveAt") ?? ""));
    setErrors(moment.ok ? {} : { effectiveAt: moment.reason });
    if (moment.ok) publish.mutate({ workspaceId, endpointId, prices: readPriceFields(data), effectiveAt: moment.at });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setErrors({});
        setOpen(next);
      }}
      trigger={<Button size="sm">Publish a new price</Button>}
      title="New price list"
      description="It applies to calls admitted from its moment on. Calls in flight keep the price they began with."
      size="lg"
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        {kind === "chat" ? (
          <>
            <PriceFields errors={errors} prices={prices} onInput={setInputNano} onOutput={setOutputNano} />
            <div className="grid gap-x-8 gap-y-4 rounded-md bg-sunken p-4 sm:grid-cols-2 dark:bg-surface">
              <MarketTrack name="Input, others" nano={inputNano} market={market.input} />
              <MarketTrack name="Output, others" nano={outputNano} market={market.output} />
            </div>
          </>
        ) : (
          <ServicePriceFields kind={kind} errors={errors} prices={prices} />
        )}
        <Field
          label="In force from (UTC)"
          optional
          hint="Left empty, the price applies at once."
          error={errors.effectiveAt}
        >
          <Input type="datetime-local" name="effectiveAt" className="sm:w-60" />
        </Field>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="primary" busy={publish.isPending}>
            Publish price
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
