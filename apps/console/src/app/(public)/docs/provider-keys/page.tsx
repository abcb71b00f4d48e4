import { formatBasisPoints } from "@tollgate/ui/format/number";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";
import { loadPricing } from "../../../../market/load-market.ts";

const { title, summary } = docsPage("provider-keys");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/provider-keys" } };

const ROUTES = [
  [
    "The key is in use",
    "Endpoints of its provider that take customers’ keys come first, with your key, whatever the order asked for.",
  ],
  [
    "The provider refuses it, it is at its limit, or the endpoint fails",
    "The call goes on with the platform’s access at the published price, unless you said never to go on without your key.",
  ],
  [
    "Never to go on without it",
    "These endpoints are called with your key only; other providers of the model still are.",
  ],
  ["provider.allow_fallbacks is false", "One endpoint is tried, with your key where there is one."],
  ["The key is disabled or removed", "Calls go with the platform’s access within seconds."],
] as const;

export default async function ProviderKeysPage() {
  const { ownKey } = await loadPricing();
  const share = ownKey === null ? "a share" : formatBasisPoints(ownKey.basisPoints);
  return (
    <DocsArticle slug="provider-keys">
      <Text>
        If you have an account at a provider, bring its key: calls of that provider’s models then run on your account,
        are billed to you there, and cost {share} of the published price here. Everything else stays: routing, budgets,
        receipts, every API.
      </Text>
      <Heading>Bringing a key</Heading>
      <List
        items={[
          "Under Provider keys in the console, as an owner or admin: choose the provider and paste the key. The provider is asked with it at once, and a key it refuses is not stored.",
          "A workspace has one key per provider. It is encrypted, shown to nobody again, and goes only to addresses of that provider which an operator has approved.",
          "Providers say for each endpoint whether they take keys of customers.",
        ]}
      />
      <Heading>Which key a call takes</Heading>
      <FactTable
        label="Which key a call takes"
        rows={ROUTES}
        anchor={([when]) => when.toLowerCase().replaceAll(/[^a-z]+/g, "-")}
        columns={[
          { header: "When", cell: ([when]) => when },
          { header: "Then", cell: ([, then]) => then },
        ]}
      />
      <Heading>What it costs</Heading>
      <List
        items={[
          `A call with your own key costs ${share} of what the same units cost at the endpoint’s price. The provider’s part is zero: it bills you. More may be held at first, since the call could go on without your key.`,
          "An app’s margin applies as you agreed to it: its share of the provider’s cost is a share of nothing, its fixed parts per call, per unit and at least stay.",
          "Budgets and limits count what is charged here. What the provider bills you is not known here and cannot be counted.",
          <>
            The answer says <Code>X-Tollgate-Own-Key: true</Code> and <Code>is_byok</Code> in its usage; the receipt
            marks each attempt with your key and says which fee stood in place of the price. Lists of calls mark it, and
            usage is grouped and narrowed by where answers came from. <Code>GET /v1/activity</Code> tells what such
            calls come to at the published price, as <Code>byok_usage_inference</Code>.
          </>,
          "When your key fails, only your own calls notice: the endpoint stays available to everybody else.",
        ]}
      />
    </DocsArticle>
  );
}
