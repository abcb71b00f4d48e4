"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter } from "@tollgate/ui/card";
import { Notice } from "@tollgate/ui/notice";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; paymentId: string; billingHref: string };

/** A payment the bank wants its cardholder to approve: on to the bank's page, or give the payment up. */
export function ConfirmPayment({ workspaceId, paymentId, billingHref }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const complete = useMutation(
    trpc.billing.completePayment.mutationOptions({
      onError: (error) => setProblem(formErrorsOf(error, []).form),
      onSuccess: ({ url }) => {
        if (url) window.location.assign(url);
        else router.push(`${billingHref}?payment=${paymentId}`);
      },
    }),
  );
  const act = (what: "approve" | "cancel") => {
    setProblem(undefined);
    complete.mutate({ workspaceId, paymentId, act: what });
  };
  return (
    <Card className="max-w-xl">
      <CardBody className="flex flex-col gap-4">
        {problem ? <Notice tone="critical">{problem}</Notice> : null}
        <p>
          Your bank asks you to approve this top-up yourself. Until you do, nothing is charged and no credit is added;
          other automatic top-ups wait.
        </p>
      </CardBody>
      <CardFooter note="You come back here afterwards.">
        <Button disabled={complete.isPending} onClick={() => act("cancel")}>
          Give it up
        </Button>
        <Button intent="primary" busy={complete.isPending} onClick={() => act("approve")}>
          Approve at the bank
        </Button>
      </CardFooter>
    </Card>
  );
}
