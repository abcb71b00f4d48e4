"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { rejectInWords } from "../forms/form-errors.ts";
import { ReasonDialog } from "../quarantine/reason-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";

type Props = { disputeId: string; isInquiry: boolean };

/** Answers the bank, once, or gives in. */
export function AnswerDispute({ disputeId, isInquiry }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const submit = useMutation(trpc.finance.submitEvidence.mutationOptions());
  const accept = useMutation(trpc.finance.acceptDispute.mutationOptions());
  return (
    <>
      <RequestDialog
        trigger={<Button intent="primary">Answer the bank</Button>}
        title="Send the evidence to the bank"
        lead="The pack as you can download it, with what you write here, goes to the bank. It takes one answer: afterwards nothing can be added."
        act="Send evidence"
        fields={["statement"]}
        onSubmit={async (read) => {
          await submit.mutateAsync({ disputeId, statement: read("statement") });
          toast({ title: "The bank has our answer", tone: "positive" });
          router.refresh();
        }}
      >
        {(errors) => (
          <Field
            label="Statement"
            hint="For the people at the bank: what was sold, and why the payment is right."
            error={errors.statement}
            optional
          >
            <Textarea name="statement" maxLength={10_000} rows={6} />
          </Field>
        )}
      </RequestDialog>
      {isInquiry ? null : (
        <ReasonDialog
          trigger={<Button>Give in</Button>}
          title="Give in to this dispute?"
          act="Give in"
          danger
          onReason={async (reason) => {
            await accept.mutateAsync({ disputeId, reason }).catch(rejectInWords);
            toast({ title: "The dispute is given up", tone: "positive" });
            router.refresh();
          }}
        >
          The dispute is lost at once: the customer’s credit pays first, then builders’ unpaid fees, then the platform.
        </ReasonDialog>
      )}
    </>
  );
}
