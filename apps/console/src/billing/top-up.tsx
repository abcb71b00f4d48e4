"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { Money } from "@tollgate/ui/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useFocusWhenLost } from "../forms/use-focus-when-lost.ts";
import { plainUsd } from "../margins/margin-draft.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";

const FIELDS = ["thresholdUsd", "amountUsd", "monthlyUsd"] as const;

type Methods = Outputs["billing"]["paymentMethods"];
type Props = { workspaceId: string; methods: Methods; minimumNano: bigint };

/** When credit is bought without anybody asking: below what, how much, and at most how much in a month. */
export function TopUp({ workspaceId, methods, minimumNano }: Props) {
  const { topUp, cards } = methods;
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const on = topUp?.enabled ?? false;
  const form = useFocusWhenLost<HTMLFormElement>(`${on}`);
  const save = useMutation(
    trpc.billing.setTopUp.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, FIELDS)),
      onSuccess: (_, { enabled }) => {
        toast({ title: enabled ? "Automatic top-up is on" : "Automatic top-up is off", tone: "positive" });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    const data = new FormData(event.currentTarget);
    const text = (name: (typeof FIELDS)[number]) => String(data.get(name) ?? "").trim();
    // Which button was pressed: the one that turns it off names itself.
    const pressed = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
    const enabled = pressed?.getAttribute("value") !== "off";
    const [thresholdUsd, amountUsd, monthlyUsd] = FIELDS.map(text);
    if (thresholdUsd === undefined || amountUsd === undefined || monthlyUsd === undefined) return;
    save.mutate({ workspaceId, enabled, thresholdUsd, amountUsd, monthlyUsd });
  }

  return (
    <Card>
      <form
        ref={form}
        tabIndex={-1}
        aria-label="Automatic top-up"
        className="focus:outline-hidden"
        noValidate
        method="post"
        onSubmit={submit}
      >
        <CardHeader title="Automatic top-up" hint="Charges the default card when credit runs low." />
        <CardBody className="flex flex-col gap-4">
          {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
          <StatusDot tone={on ? "positive" : "neutral"}>{on ? "On" : "Off"}</StatusDot>
          {topUp && topUp.failures > 0 ? <Failed topUp={topUp} /> : null}
          {topUp && on ? <ChargedThisMonth topUp={topUp} /> : null}
          <div className="grid items-end gap-4 sm:grid-cols-3">
            <Amount
              name="thresholdUsd"
              label="When credit is below"
              nano={topUp?.thresholdNano ?? minimumNano}
              errors={errors}
            />
            <Amount name="amountUsd" label="Buy" nano={topUp?.amountNano ?? 5n * minimumNano} errors={errors} />
            <Amount
              name="monthlyUsd"
              label="At most in a month"
              nano={topUp?.monthlyNano ?? 20n * minimumNano}
              errors={errors}
            />
          </div>
        </CardBody>
        <CardFooter note={cards.length === 0 ? "Save a card first: it is what is charged." : "Months are UTC."}>
          {on ? (
            <Button type="submit" value="off" disabled={save.isPending}>
              Turn off
            </Button>
          ) : null}
          <Button type="submit" intent="primary" value="on" busy={save.isPending} disabled={cards.length === 0}>
            {on ? "Save amounts" : "Turn on"}
          </Button>
        </CardFooter>
      </form>
    </Card>
  );
}

function Failed({ topUp }: { topUp: NonNullable<Methods["topUp"]> }) {
  const times = topUp.failures === 1 ? "The last payment did not" : `The last ${topUp.failures} payments did not`;
  return (
    <Notice tone="caution">
      {times} go through.{" "}
      {topUp.enabled && topUp.notBefore ? (
        <>
          It is tried again <Timestamp at={topUp.notBefore} />.
        </>
      ) : (
        "Nothing is tried until you turn it on again."
      )}
    </Notice>
  );
}

/** What is used of the month's ceiling; when the next payment would pass it, that and until when. */
function ChargedThisMonth({ topUp }: { topUp: NonNullable<Methods["topUp"]> }) {
  const { chargedNano, monthlyNano, amountNano, resetsAt } = topUp;
  if (chargedNano + amountNano > monthlyNano)
    return (
      <Notice tone="caution">
        <Money nano={chargedNano} precision={2} /> of <Money nano={monthlyNano} precision={2} /> were charged this
        month, and another <Money nano={amountNano} precision={2} /> would be more than that. Nothing is charged
        automatically until <Timestamp at={resetsAt} />, unless you raise the ceiling.
      </Notice>
    );
  return (
    <p className="text-ink-muted text-sm">
      <Money nano={chargedNano} precision={2} /> of <Money nano={monthlyNano} precision={2} /> charged this month.
    </p>
  );
}

type AmountProps = { name: (typeof FIELDS)[number]; label: string; nano: bigint; errors: FormErrors };

function Amount({ name, label, nano, errors }: AmountProps) {
  return (
    <Field label={label} error={errors[name]}>
      <MoneyInput name={name} defaultValue={plainUsd(nano)} />
    </Field>
  );
}
