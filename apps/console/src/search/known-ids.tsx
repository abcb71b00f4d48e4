import { Card, CardBody, CardHeader } from "@tollgate/ui/card";

/** What ids look like, and whose they are. */
const IDS: readonly (readonly [looks: string, of: string])[] = [
  ["gen-01a2…", "A call, as callers and receipts name it"],
  ["wsp_…", "A workspace; its short name works too"],
  ["name@example.com", "A person"],
  ["tg-ab12…", "A key, by its first seven characters or more"],
  ["app_…, gra_…", "An app, and somebody’s consent to one"],
  ["prv_…, end_…", "A provider and an endpoint"],
  ["pay_…, pi_…, cs_…", "A payment, by our id or the processor’s"],
  ["ref_…, re_…", "A refund"],
  ["du_…, dp_…", "A dispute"],
  ["run_…, itm_…, tr_…", "A payout run, a payee’s part of one, a transfer"],
  ["cor_…", "An adjustment or the refund of a call"],
  ["01a22cd2-71d3-…", "A journal, or a call in quarantine"],
];

/** Teaches what can be looked up before anything was. */
export function KnownIds() {
  return (
    <Card className="max-w-4xl">
      <CardHeader
        title="What can be looked up"
        hint="By the whole id, wherever it was read: a mail, a log, a receipt."
      />
      <CardBody>
        <dl className="grid gap-x-8 gap-y-2.5 sm:grid-cols-2">
          {IDS.map(([looks, of]) => (
            <div key={looks} className="grid grid-cols-[9.5rem_minmax(0,1fr)] gap-3">
              <dt className="font-mono text-ink-muted text-sm" translate="no">
                {looks}
              </dt>
              <dd>{of}</dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}
