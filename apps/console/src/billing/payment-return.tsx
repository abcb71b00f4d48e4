"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { formatMoney } from "@tollgate/ui/format/money";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { failureWords } from "./failure-words.ts";

type Payment = Outputs["billing"]["refreshPayment"];
type Props = { workspaceId: string; paymentId: string; cancelled: boolean; billingHref: string };

/** After this many looks at the processor the person is told how to look again. */
const LOOKS = 10;
const BETWEEN_LOOKS_MS = 2_000;

/** How the purchase went that someone comes back from. The processor is asked, in case its own message is late. */
export function PaymentReturn({ workspaceId, paymentId, cancelled, billingHref }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [looks, setLooks] = useState(0);
  const asked = useRef(-1);
  const { mutate, data, error } = useMutation(
    trpc.billing.refreshPayment.mutationOptions({
      onSuccess: async (payment) => {
        if (payment.status !== "succeeded") return;
        await queryClient.invalidateQueries();
        router.refresh();
      },
    }),
  );
  const undecided = data === undefined || (data.status === "open" && !data.needsApproval);
  const waiting = !cancelled && looks < LOOKS && !error && undecided;

  useEffect(() => {
    if (asked.current === looks) return;
    asked.current = looks;
    mutate({ workspaceId, paymentId });
  }, [looks, mutate, paymentId, workspaceId]);
  useEffect(() => {
    if (!waiting || data === undefined) return;
    const timer = setTimeout(() => setLooks((count) => count + 1), BETWEEN_LOOKS_MS);
    return () => clearTimeout(timer);
  }, [waiting, data]);

  const again = (
    <Button size="sm" className="mt-2" onClick={() => setLooks((count) => count + 1)}>
      Look again
    </Button>
  );
  if (error)
    return (
      <Notice tone="critical">
        <p>{formErrorsOf(error, []).form}</p>
        {again}
      </Notice>
    );
  if (data && data.status !== "open") return <Outcome payment={data} />;
  if (data?.needsApproval)
    return (
      <Notice tone="caution">
        The bank wants the payment of {formatMoney(data.creditNano)} approved by its cardholder; nothing is charged
        before.{" "}
        <Link href={`${billingHref}/confirm/${paymentId}`} className="underline underline-offset-4">
          Approve it or give it up
        </Link>
      </Notice>
    );
  if (cancelled) return <Notice>You left the payment page, so nothing was paid and your credit is as it was.</Notice>;
  if (waiting) return <Notice tone="accent">Waiting for the payment to be confirmed. This takes a few seconds.</Notice>;
  return (
    <Notice tone="caution">
      <p>The payment is not confirmed yet. Credit appears by itself as soon as it is; you can leave this page.</p>
      {again}
    </Notice>
  );
}

function Outcome({ payment }: { payment: Payment }) {
  const amount = formatMoney(payment.creditNano);
  switch (payment.status) {
    case "succeeded":
      return <Notice tone="positive">{amount} of credit arrived. It can be spent now.</Notice>;
    case "expired":
      return <Notice>The payment page expired, so nothing was paid. Start again below.</Notice>;
    default:
      return (
        <Notice tone="critical">
          The payment of {amount} did not go through. {failureWords(payment.failureCode)}. Nothing was charged; try
          again below, perhaps with another card.
        </Notice>
      );
  }
}
