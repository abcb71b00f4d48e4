import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints, formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { SplitBar } from "@tollgate/ui/split-bar";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { describeTerms } from "../margins/describe-margin.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { addsUpExactly, lineAmount } from "./line-amount.ts";
import { usageName } from "./usage-names.ts";

export type Receipt = Outputs["calls"]["receipt"];

/** Receipts show every digit, so that a person can add them up. */
const NANO_DECIMALS = 9;

/** From what was used to what was charged, and who is paid. */
export function ReceiptCharge({ receipt }: { receipt: Receipt }) {
  if (receipt.chargeNano === 0n && receipt.lines.length === 0) return <NothingCharged />;
  return (
    <Card>
      <CardHeader title="Charge" hint="Units at the prices that were in force when the call was admitted." />
      <dl className="flex flex-col px-5 pb-4">
        {receipt.lines.map((line) => (
          <Line
            key={line.bucket}
            label={usageName(line.bucket)}
            detail={
              line.priceNano === null
                ? formatCount(line.units)
                : `${formatCount(line.units)} × ${formatMoney(line.priceNano, "exact")} / M`
            }
          >
            {line.priceNano === null ? "not priced" : lineAmount(line.units, line.priceNano)}
          </Line>
        ))}
        <Legs receipt={receipt} />
        <div className="mt-1 flex items-baseline justify-between gap-4 border-t pt-3.5 font-semibold text-lg">
          <dt>Charged</dt>
          <dd>
            <Money nano={receipt.chargeNano} precision={NANO_DECIMALS} />
          </dd>
        </div>
        <Sponsored receipt={receipt} />
        <Refunds receipt={receipt} />
      </dl>
      <CardBody className="rounded-b-lg border-t bg-sunken pt-5">
        <p className="mb-3 font-medium text-sm">
          {receipt.refundedNano > 0n ? "Who was paid, before refunds" : "Who is paid"}
        </p>
        <SplitBar
          providerNano={receipt.costNano}
          platformNano={receipt.feeNano}
          builderNano={receipt.surchargeNano}
          names={{ provider: receipt.provider?.name, builder: receipt.app?.name ?? "No app" }}
          precision={NANO_DECIMALS}
        />
      </CardBody>
    </Card>
  );
}

function Legs({ receipt }: { receipt: Receipt }) {
  const { fee, margin } = receipt.versions;
  return (
    <>
      <Line sum label="Provider" detail={providerWords(receipt)}>
        <Money nano={receipt.costNano} precision={NANO_DECIMALS} />
      </Line>
      <Line label={FEE_NAMES[fee.appliesTo]} detail={feeWords(fee)}>
        <Money nano={receipt.feeNano} precision={NANO_DECIMALS} />
      </Line>
      {margin ? (
        <Line
          label={receipt.app ? `Margin of ${receipt.app.name}` : "App margin"}
          detail={`version ${margin.version}${margin.ownTerms ? ", terms of this model" : ""}: ${describeTerms(margin)}`}
        >
          <Money nano={receipt.surchargeNano} precision={NANO_DECIMALS} />
        </Line>
      ) : null}
    </>
  );
}

/** What the app's builder paid of it, and what that leaves for the customer. */
function Sponsored({ receipt }: { receipt: Receipt }) {
  if (receipt.sponsoredNano === 0n) return null;
  return (
    <>
      <Line label={`Sponsored by ${receipt.app?.name ?? "the app"}`}>
        <Money nano={-receipt.sponsoredNano} precision={NANO_DECIMALS} />
      </Line>
      <Line label="From your own credit">
        <Money nano={receipt.chargeNano - receipt.sponsoredNano} precision={NANO_DECIMALS} />
      </Line>
    </>
  );
}

/** What was given back since, why, and what the call cost in the end. */
function Refunds({ receipt }: { receipt: Pick<Receipt, "refunds" | "chargeNano" | "refundedNano"> }) {
  if (receipt.refunds.length === 0) return null;
  return (
    <>
      {receipt.refunds.map((refund) => (
        <Line
          key={refund.journalId}
          label={
            <>
              Refunded <Timestamp at={refund.at} />
            </>
          }
          detail={refundWords(refund)}
        >
          <Money nano={-refund.amountNano} precision={NANO_DECIMALS} />
        </Line>
      ))}
      <div className="mt-1 flex items-baseline justify-between gap-4 border-t pt-3.5 font-semibold">
        <dt>Paid in the end</dt>
        <dd>
          <Money nano={receipt.chargeNano - receipt.refundedNano} precision={NANO_DECIMALS} />
        </dd>
      </div>
    </>
  );
}

function refundWords({ reason, promotionalNano, sponsoredNano, amountNano }: Receipt["refunds"][number]): string {
  if (sponsoredNano > 0n)
    return `${reason} (${formatMoney(sponsoredNano, "exact")} of it to the app’s builder, who had paid it)`;
  if (promotionalNano === 0n) return reason;
  if (promotionalNano === amountNano) return `${reason} (to promotional credit)`;
  return `${reason} (${formatMoney(promotionalNano, "exact")} of it to promotional credit)`;
}

function NothingCharged() {
  return (
    <Card>
      <CardHeader title="Charge" hint="Nothing was delivered, so nothing was counted and nobody is paid." />
      <CardBody>
        <p className="flex items-baseline justify-between gap-4 border-t pt-3.5 font-semibold text-lg">
          <span>Charged</span>
          <Money nano="0" />
        </p>
      </CardBody>
    </Card>
  );
}

function Line(props: { label: ReactNode; detail?: ReactNode; sum?: boolean; children: ReactNode }) {
  return (
    <div className={`flex items-baseline justify-between gap-4 py-2 ${props.sum ? "mt-1 border-t pt-3" : ""}`}>
      <dt className="min-w-0">
        {props.label}
        {props.detail ? (
          <span className="tabular text-ink-faint text-sm max-sm:block sm:ml-2">{props.detail}</span>
        ) : null}
      </dt>
      <dd className="tabular whitespace-nowrap">{props.children}</dd>
    </div>
  );
}

const FEE_NAMES = {
  call: "Platform fee",
  cached: "Answer from the cache",
  own_key: "Call with your own provider key",
} as const;

/** Why the provider's line is what it is, where the lines above do not simply add up to it. */
function providerWords({ versions, lines }: Receipt): string | undefined {
  if (versions.fee.appliesTo === "cached") return "was not asked: the answer was there already";
  if (versions.fee.appliesTo === "own_key") return "bills you by itself";
  return addsUpExactly(lines) ? undefined : "rounded to a whole nano-dollar";
}

function feeWords(fee: Receipt["versions"]["fee"]): string {
  const share = formatBasisPoints(fee.basisPoints);
  const percent = fee.appliesTo === "call" ? share : `${share} of the price`;
  return fee.fixedNano > 0n ? `${percent} + ${formatMoney(fee.fixedNano, "exact")}` : percent;
}
