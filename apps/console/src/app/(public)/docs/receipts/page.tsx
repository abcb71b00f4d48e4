import { CodeBlock } from "@tollgate/ui/code-block";
import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, Heading, List, Text } from "../../../../docs/prose.tsx";
import { env } from "../../../../env.ts";

const { title, summary } = docsPage("receipts");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/receipts" } };
/** The commands name this marketplace's own addresses. */
export const dynamic = "force-dynamic";

const LINK = "text-accent-text underline underline-offset-2";

const commands = (api: string, console: string) => `curl -s ${api}/v1/receipt-keys > keys.json
curl -s -H "Authorization: Bearer $TOLLGATE_API_KEY" "${api}/v1/generation?id=gen-…" > receipt.json
curl -sO ${console}/verify-receipt.mjs

node verify-receipt.mjs receipt.json keys.json`;

const SHAPE = `{
  "receipt": {
    "v": 1, "id": "gen-…", "model": "…", "outcome": "completed", "usage_source": "reported",
    "attempts": [ { "provider": "…", "status": 200, "result": "served", … } ],
    "units": { "input": 900, "output": 400 },
    "price": { "version": "prc_…", "prices": { "input": "2500000000", … }, "corrections": [] },
    "fee": { "version": "fee_…", "basis_points": 500, "fixed_nano": "0" },
    "margin": { "version": "mgn_…", "basis_points": 2000, … },
    "legs": { "cost_nano": "6250000", "platform_fee_nano": "312500", "surcharge_nano": "1250000", "charge_nano": "7812500" },
    "later": [],
    …
  },
  "signature": { "alg": "Ed25519", "kid": "…", "issued_at": "…", "value": "…" }
}`;

export default function ReceiptsPage() {
  const { API_URL, CONSOLE_URL } = env();
  const [api, console] = [API_URL.replace(/\/+$/, ""), CONSOLE_URL.replace(/\/+$/, "")];
  return (
    <DocsArticle slug="receipts">
      <Text>
        Every call that ended has a receipt: every attempt, the units by kind, the price, fee and margin that were
        pinned before the call with their content, and the three parts of the charge. It is signed, so that whoever
        holds it can prove what was charged and why, without asking us and after we are gone.
      </Text>
      <Heading>Verify one</Heading>
      <Text>
        On the page of a call, press <strong>Verify</strong>: your browser checks the signature and computes the charge
        anew. To trust neither this page nor us, run the same file yourself. It has no dependencies, sends nothing
        anywhere and is short enough to read first:{" "}
        <a href="/verify-receipt.mjs" className={LINK}>
          verify-receipt.mjs
        </a>
        .
      </Text>
      <div className="mt-5 max-w-3xl">
        <CodeBlock samples={[{ label: "Shell", code: commands(api, console) }]} />
      </div>
      <Text>
        It prints each check in a sentence and exits with 0 when all passed, 1 when one failed. Needed: Node 20 or
        newer.
      </Text>
      <Heading>What is checked</Heading>
      <List
        items={[
          "The key that signed is published, and signed in its time.",
          "The signature fits every byte: no field can be added, taken away or changed.",
          "Units times pinned prices give the provider's part; fee and margin follow from their versions; each is rounded once, half to even, and the charge is their sum.",
        ]}
      />
      <Heading>The form</Heading>
      <div className="mt-5 max-w-3xl">
        <CodeBlock samples={[{ label: "Signed receipt", code: SHAPE }]} />
      </div>
      <List
        items={[
          <>Amounts are strings of nano-dollars (10⁻⁹ USD). Prices are nano-dollars per million units.</>,
          <>
            <Code>corrections</Code> are prices that were supplied afterwards for units the list had forgotten; they can
            add to a version and never change what it says.
          </>,
          <>
            <Code>later</Code> lists what was booked on the call after it was settled, such as a refund. Ask again for a
            receipt of today; the older one stays valid for its time.
          </>,
          <>
            Signed is the canonical JSON (RFC 8785) of the whole document without <Code>signature.value</Code>, with
            Ed25519 (RFC 8032).
          </>,
        ]}
      />
      <Heading>The keys</Heading>
      <Text>
        <Code>GET /v1/receipt-keys</Code> publishes every key that ever signed, as a JSON Web Key Set with the time each
        one signs in (<Code>from</Code>, <Code>until</Code>). When a key is replaced its public half stays published,
        and everything it signed stays verifiable. Keep a copy of the set with your receipts.
      </Text>
      <Text>
        How charges come about when something goes wrong is told in{" "}
        <Link href="/docs/settlement" className={LINK}>
          What a call costs when things go wrong
        </Link>
        .
      </Text>
    </DocsArticle>
  );
}
