import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { managementSamples } from "../../../../docs/management-samples.ts";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";
import { env } from "../../../../env.ts";

const { title, summary } = docsPage("keys");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/keys" } };
export const dynamic = "force-dynamic";

const MANAGED = [
  [
    "GET /v1/keys",
    "A hundred keys, newest first; offset leads on, include_disabled=true adds those that are turned off.",
  ],
  [
    "POST /v1/keys",
    "Makes a key: name, limit in USD, limit_reset (daily, weekly, monthly or null), expires_at. The answer has the secret, once.",
  ],
  ["GET /v1/keys/{hash}", "One key with its limit and usage. The hash is the SHA-256 of the key; its id works too."],
  ["PATCH /v1/keys/{hash}", "Changes name, limit, limit_reset, expires_at or disabled; what is left out stays."],
  ["DELETE /v1/keys/{hash}", "Revokes the key at once and for good."],
  [
    "GET /v1/activity",
    "The last 30 days that are over, by day, model and endpoint; date asks for one day, today included, and api_key_hash for one key.",
  ],
] as const;

const REFUSALS = [
  ["401", "api_key_expired", "The day it works until is over."],
  ["401", "api_key_rotated", "It was rotated, and the overlap is over."],
  ["401", "api_key_disabled", "It is turned off, in the console or by a program."],
  ["401", "api_key_revoked", "It was revoked, or its maker was removed and their keys with them."],
  ["403", "management_key_required", "A key that calls models was used to manage keys."],
  ["403", "wrong_key_kind", "A management key was used to call a model."],
  ["403", "model_not_allowed", "The model is not on the key’s list."],
  ["403", "address_not_allowed", "The request came from an address that is not on the key’s list."],
] as const;

export default function KeysDocsPage() {
  return (
    <DocsArticle slug="keys">
      <Text>
        A key belongs to a workspace and spends its credit. It is shown once, when it is made; what is stored is a
        fingerprint. Budgets and limits of pace are explained on their own page; here is what else a key can be bound
        to. Changes reach every proxy within moments.
      </Text>
      <Heading>Models</Heading>
      <Text>
        A key with a list of models calls those alone: ids such as author/model, or author/* for every model of an
        author. Fallbacks that a request names are held to the list as well. Without a list every model may be called.
      </Text>
      <Heading>Addresses</Heading>
      <Text>
        A key with a list of addresses works from those alone: single addresses or CIDR ranges, of IPv4 and IPv6. What a
        caller writes into X-Forwarded-For counts for nothing. Without a list a key works from anywhere.
      </Text>
      <Heading>Expiry and rotation</Heading>
      <List
        items={[
          "A key works until the end of its last day, UTC, or until it is revoked.",
          "Rotating gives it a new secret. The one in use goes on for as long as you choose, up to 30 days, so that programs can be changed one by one.",
          "It stays the same key: budget, limits, lists, usage and receipts go on, and both secrets count on them. Rotating again ends the oldest secret at once.",
          "A key that is turned off is refused until it is turned on again; nothing else of it changes.",
          "Revoking ends both secrets at once and for good.",
        ]}
      />
      <Heading>Managed by a program</Heading>
      <Text>
        A management key makes, changes and ends the keys of its workspace, and reads its activity. It calls no models,
        and it neither sees nor changes management keys: those are made by people. What it does stands in the audit log
        with the key and the person who made it. Names and shapes are those of OpenRouter’s clients.
      </Text>
      <div className="mt-4">
        <CodeBlock samples={managementSamples(env().API_URL)} />
      </div>
      <FactTable
        label="What a management key can ask for"
        rows={MANAGED}
        anchor={([request]) => request.replaceAll(/[^a-z]+/gi, "-").toLowerCase()}
        columns={[
          { header: "Request", cell: ([request]) => <Code>{request}</Code> },
          { header: "What it does", cell: ([, what]) => what },
        ]}
      />
      <Heading>What a refused call is told</Heading>
      <Text>
        In the dialect of the caller, with the code and, where it helps, the model or address in the metadata.
      </Text>
      <FactTable
        label="Refusals of a key"
        rows={REFUSALS}
        anchor={([, code]) => code.replaceAll("_", "-")}
        columns={[
          { header: "Status", cell: ([status]) => status },
          { header: "Code", cell: ([, code]) => code },
          { header: "Why", cell: ([, , why]) => why },
        ]}
      />
    </DocsArticle>
  );
}
