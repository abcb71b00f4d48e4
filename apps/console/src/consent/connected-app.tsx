import { Button } from "@tollgate/ui/button";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Timestamp } from "@tollgate/ui/timestamp";
import { MarginWords } from "../margins/margin-words.tsx";
import type { Grant } from "./consent-page.ts";

type Props = { grant: Grant; payer: { name: string; slug: string } };

/** Where a connection stands, when nothing is left to decide. */
export function ConnectedApp({ grant, payer }: Props) {
  const facts = [
    { label: "Paid by", value: payer.name },
    {
      label: "Margin",
      value: grant.ownApp ? (
        "None: your workspace owns it"
      ) : grant.applied ? (
        <MarginWords margin={grant.applied} />
      ) : (
        "None"
      ),
    },
    {
      label: "Monthly limit",
      value: grant.monthlyCapNano === null ? "None" : <Money nano={grant.monthlyCapNano} />,
    },
    { label: "Spent this month", value: <Money nano={grant.spentThisMonthNano} /> },
    { label: "Accepted", value: <Timestamp at={grant.acceptedAt} show="date" /> },
  ];
  return (
    <div className="flex flex-col gap-6">
      <KeyValueList items={facts} look="ledger" />
      <div className="grid gap-2.5 sm:grid-cols-2">
        <Button asChild size="lg">
          <Link href={`/w/${payer.slug}/connected-apps`}>Manage connected apps</Link>
        </Button>
        <Button asChild intent="primary" size="lg">
          <a href={grant.app.url} rel="noreferrer">
            Open {grant.app.name}
          </a>
        </Button>
      </div>
    </div>
  );
}
