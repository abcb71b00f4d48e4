"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { formatMoney } from "@tollgate/ui/format/money";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { plainUsd } from "../margins/margin-draft.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Props = { workspaceId: string; account: Outputs["earnings"]["payoutAccount"] };

/** Being paid less often, in larger amounts. */
export function PayoutMinimum({ workspaceId, account }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const save = useMutation(
    trpc.earnings.setPayoutMinimum.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["minimumUsd"])),
      onSuccess: (after) => {
        toast({ title: `You are paid from ${formatMoney(after.minimumNano, 2)} on`, tone: "positive" });
        router.refresh();
      },
    }),
  );
  const platform = formatMoney(account.platformMinimumNano, 2);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    const text = String(new FormData(event.currentTarget).get("minimumUsd") ?? "").trim();
    save.mutate({ workspaceId, minimumUsd: text === "" ? null : text });
  }

  return (
    <Card>
      <form noValidate method="post" onSubmit={submit}>
        <CardHeader title="Smallest payout" hint="Less than this carries over to the next month. Nothing is lost." />
        <CardBody className="flex flex-col gap-4">
          {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
          <Field
            label="Your minimum, in US dollars"
            hint={`Leave it empty for the platform’s ${platform}. A smaller one changes nothing.`}
            error={errors.minimumUsd}
            className="max-w-sm"
          >
            <Input
              name="minimumUsd"
              inputMode="decimal"
              autoComplete="off"
              placeholder={plainUsd(account.platformMinimumNano)}
              defaultValue={account.ownMinimumNano === null ? "" : plainUsd(account.ownMinimumNano)}
            />
          </Field>
          <p className="text-ink-muted">
            Earnings are kept and sent in US dollars. Stripe changes them into your account’s currency at its rate.
          </p>
        </CardBody>
        <CardFooter>
          <Button type="submit" busy={save.isPending}>
            Save
          </Button>
        </CardFooter>
      </form>
    </Card>
  );
}
