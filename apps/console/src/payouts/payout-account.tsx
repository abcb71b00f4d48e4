"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { StatusDot, type StatusTone } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { taxFormName } from "../payees/payee-words.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { COUNTRIES } from "./countries.ts";
import { missingWords } from "./missing-words.ts";

type Account = Outputs["earnings"]["payoutAccount"];

const STATUS: Record<Account["status"], { word: string; tone: StatusTone }> = {
  none: { word: "Not set up", tone: "neutral" },
  onboarding: { word: "Begun", tone: "caution" },
  restricted: { word: "Something is missing", tone: "caution" },
  enabled: { word: "Ready to be paid", tone: "positive" },
};

const TAX_FORM: Record<Account["taxForm"], string> = {
  missing: "not given",
  submitted: "tax details are with the processor",
  accepted: "seen and accepted",
};

type Props = { workspaceId: string; account: Account; mayChange: boolean; justBack: boolean };

/** Where the money goes: the account at the processor, what it still asks for, and the way there. */
export function PayoutAccount({ workspaceId, account, mayChange, justBack }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const [country, setCountry] = useState(account.country ?? "US");
  const [errors, setErrors] = useState<FormErrors>({});
  const failed = { onError: (error: unknown) => setErrors(formErrorsOf(error, ["country"])) };
  const setUp = useMutation(
    trpc.earnings.setUpPayouts.mutationOptions({ ...failed, onSuccess: ({ url }) => window.location.assign(url) }),
  );
  const { mutate: look, isPending: looking } = useMutation(
    trpc.earnings.refreshPayoutAccount.mutationOptions({ ...failed, onSuccess: () => router.refresh() }),
  );
  const looked = useRef(false);
  useEffect(() => {
    if (!justBack || looked.current) return;
    looked.current = true;
    look({ workspaceId });
  }, [justBack, look, workspaceId]);

  const { word, tone } = STATUS[account.status];
  return (
    <Card>
      <CardHeader title="Account" hint="Stripe keeps your identity and bank details. We never see them." />
      <CardBody className="flex flex-col gap-4">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <StatusDot tone={tone}>{word}</StatusDot>
          {account.checkedAt ? (
            <span className="text-ink-muted text-sm">
              checked <Timestamp at={account.checkedAt} />
            </span>
          ) : null}
        </div>
        {account.missing.length > 0 ? (
          <div>
            <p className="mb-1 font-medium">Still needed before anything can be paid</p>
            <ul className="list-disc pl-5 text-ink-muted">
              {account.missing.map((requirement) => (
                <li key={requirement}>{missingWords(requirement)}</li>
              ))}
            </ul>
          </div>
        ) : null}
        <TaxFormLine account={account} />
        {account.status === "none" && mayChange ? (
          <Field label="Country of your bank account" error={errors.country} className="max-w-sm">
            <Select options={COUNTRIES} value={country} onValueChange={setCountry} />
          </Field>
        ) : null}
      </CardBody>
      {mayChange ? (
        <CardFooter note="You come back here afterwards.">
          {account.status === "none" ? null : (
            <Button busy={looking} onClick={() => look({ workspaceId })}>
              Check again
            </Button>
          )}
          <Button
            intent={account.status === "enabled" ? "secondary" : "primary"}
            busy={setUp.isPending || setUp.isSuccess}
            onClick={() => {
              setErrors({});
              setUp.mutate({ workspaceId, country: account.country ?? country });
            }}
          >
            {account.status === "none" ? "Set up payouts" : account.status === "enabled" ? "Change details" : "Go on"}
          </Button>
        </CardFooter>
      ) : null}
    </Card>
  );
}

/** Which tax form is known, and from when on one is needed. */
function TaxFormLine({ account }: { account: Account }) {
  return (
    <p className="text-ink-muted">
      Tax form: {TAX_FORM[account.taxForm]}
      {account.taxFormKind && account.taxForm === "accepted" ? ` (${taxFormName(account.taxFormKind)})` : null}.
      {account.taxFormFromNano !== null && account.taxForm !== "accepted" ? (
        <>
          {" "}
          Once payouts of a year come to <Money nano={account.taxFormFromNano} precision={2} />, finance needs to have
          seen one before more is paid.
        </>
      ) : null}
    </p>
  );
}
