"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { formatMoney, parseMoneyInput } from "@tollgate/ui/format/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { ArrowUpRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { plainUsd } from "../margins/margin-draft.ts";
import { useTRPC } from "../trpc/client.tsx";

const PRESETS = [10, 25, 100, 500];
const NANO_PER_DOLLAR = 1_000_000_000n;

type Props = { workspaceId: string; minimumNano: bigint; maximumNano: bigint };

/** Starts a purchase on the processor's page. Nothing is charged here. */
export function BuyCredit({ workspaceId, minimumNano, maximumNano }: Props) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const [nano, setNano] = useState<bigint | null>(25n * NANO_PER_DOLLAR);
  // The field is made anew with each preset, so that a preset also replaces what was typed over the same one.
  const [preset, setPreset] = useState({ dollars: 25, turn: 0 });
  const checkout = useMutation(
    trpc.billing.createCheckout.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["amountUsd"])),
      onSuccess: ({ url }) => window.location.assign(url),
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = parseMoneyInput(String(new FormData(event.currentTarget).get("amountUsd") ?? ""));
    setErrors(read.ok ? {} : { amountUsd: read.reason });
    if (read.ok) checkout.mutate({ workspaceId, amountUsd: plainUsd(read.nano) });
  }

  return (
    <Card>
      <form noValidate method="post" onSubmit={submit}>
        <CardHeader title="Buy credit" hint="It never expires, and calls stop when it is used up." />
        <CardBody className="flex flex-col gap-4">
          {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
          <fieldset className="grid grid-cols-4 gap-2">
            <legend className="sr-only">Amounts to choose from</legend>
            {PRESETS.map((dollars) => (
              <Button
                key={dollars}
                aria-pressed={nano === BigInt(dollars) * NANO_PER_DOLLAR}
                onClick={() => {
                  setNano(BigInt(dollars) * NANO_PER_DOLLAR);
                  setPreset(({ turn }) => ({ dollars, turn: turn + 1 }));
                }}
                className="tabular aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
              >
                ${dollars}
              </Button>
            ))}
          </fieldset>
          <Field
            label="Amount"
            hint={`From ${formatMoney(minimumNano, 0)} to ${formatMoney(maximumNano, 0)}, in US dollars.`}
            error={errors.amountUsd}
            required
          >
            <MoneyInput key={preset.turn} name="amountUsd" defaultValue={preset.dollars} onNano={setNano} />
          </Field>
        </CardBody>
        <CardFooter note="You pay on Stripe’s page.">
          <Button type="submit" intent="primary" busy={checkout.isPending || checkout.isSuccess}>
            Go to payment <ArrowUpRight aria-hidden="true" />
          </Button>
        </CardFooter>
      </form>
    </Card>
  );
}
