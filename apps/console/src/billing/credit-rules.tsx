import { Card, CardBody, CardHeader } from "@tollgate/ui/card";

const RULES = [
  {
    title: "Reserved first",
    text: "Before a call runs, the most it can cost is set aside. Without enough credit it is refused and costs nothing.",
  },
  {
    title: "Charged once",
    text: "When it ends, what it really used is charged at the prices that were in force when it began. The rest is free again.",
  },
  {
    title: "Nothing delivered, nothing charged",
    text: "A call that no provider answered costs nothing. Every charge has a receipt that adds up to the last digit.",
  },
  {
    title: "Unspent credit goes back",
    text: "For 30 days you take unspent credit back to the card yourself, afterwards by asking. Credit spent on calls is not refunded.",
  },
];

/** How credit is used, beside the form that buys it. */
export function CreditRules() {
  return (
    <Card>
      <CardHeader title="How credit is used" />
      <CardBody>
        <dl className="flex flex-col gap-4">
          {RULES.map((rule) => (
            <div key={rule.title}>
              <dt className="font-medium">{rule.title}</dt>
              <dd className="text-ink-muted">{rule.text}</dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}
