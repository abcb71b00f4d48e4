"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { useRouter } from "next/navigation";
import { RequestDialog } from "../corrections/request-dialog.tsx";

/** Leads to a purchase, where it can be refunded. */
export function FindPayment() {
  const router = useRouter();
  return (
    <RequestDialog
      trigger={<Button intent="primary">Refund a purchase</Button>}
      title="Refund a purchase"
      lead="The next page shows what can be given back, before anything is."
      act="Go on"
      fields={["paymentId"]}
      onSubmit={async (read) => router.push(`/finance/payments/${encodeURIComponent(read("paymentId"))}`)}
    >
      {(errors) => (
        <Field label="Payment" hint="pay_…, or the processor’s pi_… or cs_…" error={errors.paymentId} required>
          <Input name="paymentId" autoComplete="off" spellCheck={false} className="font-mono" required />
        </Field>
      )}
    </RequestDialog>
  );
}
