import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FileText } from "lucide-react";
import { CopiedId } from "../staff-lists/copied-id.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Detail = Outputs["finance"]["dispute"];

/** What speaks for the payment: what would be sent, or what was. */
export function EvidenceCard({ detail: { dispute, pack, sent } }: { detail: Detail }) {
  const elsewhere = dispute.answeredAt !== null && sent === null;
  const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
  return (
    <Card>
      <CardHeader
        title="Evidence"
        hint={
          sent
            ? "Sent to the bank through the processor, and kept byte for byte."
            : elsewhere
              ? "The bank was answered at the processor, not from here. This is what we hold."
              : "What we hold about the payment and whoever made it, as a PDF for the bank."
        }
      />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Buyer", value: pack.buyer || "not known" },
            { label: "Signed in from", value: pack.buyerIp ?? "not known" },
            { label: "Earlier payments", value: `${pack.undisputedPayments} that nobody contested` },
            { label: "Consent", value: count(pack.consents, "connected app", "connected apps") },
            {
              label: "Used since",
              value: (
                <>
                  {count(pack.calls, "call", "calls")}, <Money nano={pack.usedNano} precision={2} />
                </>
              ),
            },
            { label: "Sign-ins", value: pack.sessions },
            { label: "Invoice", value: pack.hasInvoice ? "goes with it" : "none" },
            ...(sent
              ? [
                  {
                    label: "Sent by",
                    value: (
                      <>
                        {sent.by}, <Timestamp at={sent.preparedAt} show="exact" />
                      </>
                    ),
                  },
                  {
                    label: "Statement",
                    value: sent.statement ? <span className="whitespace-pre-line">{sent.statement}</span> : "none",
                  },
                  { label: "SHA-256", value: <CopiedId id={sent.sha256} what="the hash of the file" /> },
                ]
              : []),
          ]}
        />
      </CardBody>
      <CardFooter note={sent ? "As the bank has it." : "As it would be sent now."}>
        <Button asChild>
          <a href={`/api/exports/disputes/${dispute.id}/evidence`} download>
            <FileText aria-hidden="true" /> Evidence as PDF
          </a>
        </Button>
      </CardFooter>
    </Card>
  );
}
