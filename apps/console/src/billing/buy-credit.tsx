"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { formatMoney, parseMoneyInput } from "@tollgate/ui/format/money";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { ArrowUpRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { plainUsd } from "../margins/margin-draft.ts";
import { useTRPC } from "../trpc/client.tsx";
import { cardName, type SavedCard } from "./card-name.ts";

const PRESETS = [10, 25, 100, 500];
const NANO_PER_DOLLAR = 1_000_000_000n;

/** In the place of a card's id: the processor's page asks for one. */
const NEW_CARD = "new";

type Props = {
  workspaceId: string;
  minimumNano: bigint;
  maximumNano: bigint;
  cards: readonly SavedCard[];
  /** What the platform takes of a call, in a few words. */
  callFee: string;
};

/** Buys credit: on the processor's page, or at once with a card that is saved. */
export function BuyCredit({ workspaceId, minimumNano, maximumNano, cards, callFee }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
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
  const charge = useMutation(
    trpc.billing.buyWithCard.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["amountUsd"])),
      onSuccess: ({ paymentId, url }) => {
        if (url) window.location.assign(url);
        else router.push(`?payment=${paymentId}`);
      },
    }),
  );
  const [cardId, setCardId] = useState(cards.find((card) => card.isDefault)?.id ?? NEW_CARD);
  const saved = cards.find((card) => card.id === cardId);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = parseMoneyInput(String(new FormData(event.currentTarget).get("amountUsd") ?? ""));
    setErrors(read.ok ? {} : { amountUsd: read.reason });
    if (!read.ok) return;
    const amountUsd = plainUsd(read.nano);
    if (saved) charge.mutate({ workspaceId, cardId: saved.id, amountUsd });
    else checkout.mutate({ workspaceId, amountUsd });
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
          {cards.length > 0 ? (
            <Field label="Pay with">
              <Select
                value={cardId}
                onValueChange={setCardId}
                options={[
                  ...cards.map((card) => ({ value: card.id, label: cardName(card) })),
                  { value: NEW_CARD, label: "Another way, on Stripe’s page" },
                ]}
              />
            </Field>
          ) : null}
          <Total nano={nano} callFee={callFee} />
        </CardBody>
        <CardFooter note={saved ? "The card is charged at once." : "You pay on Stripe’s page."}>
          <Button type="submit" intent="primary" busy={checkout.isPending || checkout.isSuccess || charge.isPending}>
            {saved ? (
              `Pay ${nano === null ? "" : formatMoney(nano, 2)}`
            ) : (
              <>
                Go to payment <ArrowUpRight aria-hidden="true" />
              </>
            )}
          </Button>
        </CardFooter>
      </form>
    </Card>
  );
}

/** What is paid and what it brings, before anything is paid. */
function Total({ nano, callFee }: { nano: bigint | null; callFee: string }) {
  const amount = nano === null ? "–" : <Money nano={nano} precision={2} />;
  return (
    <div>
      <KeyValueList
        look="ledger"
        items={[
          { label: "Credit", value: amount },
          { label: "Fee for buying it", value: <Money nano={0n} precision={2} /> },
          { label: "You pay", value: amount, strong: true },
        ]}
      />
      <p className="mt-2 text-ink-muted text-sm">
        The platform’s fee is part of what each call costs: {callFee}.{" "}
        <Link href="/pricing" className="text-accent-text underline underline-offset-4">
          Pricing
        </Link>
      </p>
    </div>
  );
}
