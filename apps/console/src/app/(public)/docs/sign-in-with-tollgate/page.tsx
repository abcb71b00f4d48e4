import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { exchangeSamples, sendAwaySamples } from "../../../../builder/sign-in-samples.ts";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";
import { env } from "../../../../env.ts";

const { title, summary } = docsPage("sign-in-with-tollgate");
export const metadata: Metadata = {
  title,
  description: summary,
  alternates: { canonical: "/docs/sign-in-with-tollgate" },
};
export const dynamic = "force-dynamic";

const PARAMETERS = [
  ["callback_url", "Where the person returns to: https, or http on their own machine. Its own query is kept.", "yes"],
  [
    "code_challenge",
    "SHA-256 of the verifier in base64url, 43 characters; with the method plain the verifier itself.",
    "yes",
  ],
  ["code_challenge_method", "S256 or plain. Use S256; without it the challenge counts as plain.", "no"],
  ["app_id", "The id of a registered app, whose margin the person then agrees to.", "no"],
  ["state", "Handed back as it came.", "no"],
  ["limit, usage_limit_type", "A limit you propose in USD, daily, weekly or monthly. The person decides.", "no"],
  ["key_label, expires_at", "What the key is called, and when it ends.", "no"],
] as const;

const REFUSALS = [
  ["400", "invalid_request", "A field is missing or the method is not the one the sign-in began with."],
  [
    "403",
    "invalid_auth_code",
    "The code is unknown, was exchanged or is older than ten minutes, or the verifier is not its own.",
  ],
  ["409", "conflict", "The person may not make keys any more, or the app was disconnected meanwhile."],
  ["429", "too_many_attempts", "The same code was tried more than ten times."],
] as const;

export default function SignInDocsPage() {
  const { CONSOLE_URL: consoleUrl, API_URL: apiUrl } = env();
  const addresses = { consoleUrl, apiUrl, callbackUrl: "https://app.example.com/tollgate" };
  return (
    <DocsArticle slug="sign-in-with-tollgate">
      <Text>
        A person signs in here, chooses the workspace that pays and how much your app may spend, and returns to you with
        a code. Your app exchanges the code for a key. No client secret is involved, so it works in a browser, in a
        desktop program and on a command line. It is OAuth with PKCE, by OpenRouter’s names: a client that signs in
        there signs in here with another address.
      </Text>
      <Heading>Send the person away</Heading>
      <div className="mt-4">
        <CodeBlock samples={sendAwaySamples(addresses)} />
      </div>
      <FactTable
        label="Parameters of the sign-in"
        rows={PARAMETERS}
        anchor={([name]) => name.replaceAll(/[^a-z]+/g, "-")}
        columns={[
          { header: "Parameter", cell: ([name]) => <Code>{name}</Code> },
          { header: "What it is", cell: ([, what]) => what },
          { header: "Needed", cell: ([, , needed]) => needed },
        ]}
      />
      <Heading>Exchange the code</Heading>
      <Text>
        The person comes back with <Code>code</Code>, or with <Code>error=access_denied</Code> when they declined. The
        key in the answer works at once.
      </Text>
      <div className="mt-4">
        <CodeBlock samples={exchangeSamples(addresses)} />
      </div>
      <List
        items={[
          "A code is good for one key and ten minutes. What is stored of it is a fingerprint.",
          "A wrong verifier is refused and burns nothing: the code is still there for whoever has the right one.",
          "Keep the key as you keep a password. It is told this once.",
        ]}
      />
      <FactTable
        label="Refusals of the exchange"
        rows={REFUSALS}
        anchor={([, code]) => code.replaceAll("_", "-")}
        columns={[
          { header: "Status", cell: ([status]) => status },
          { header: "Code", cell: ([, code]) => code },
          { header: "Why", cell: ([, , why]) => why },
        ]}
      />
      <Heading>With an app of your own</Heading>
      <Text>
        Any program can sign people in; it gets a key of the workspace with the limit that the person set, listed under
        their API keys. An app you registered does better: people see its name and yours, agree to your margin, and find
        it under Connected apps, where they change its limit or disconnect it. Send its <Code>app_id</Code>, and
        register the addresses people are sent back to in the app’s settings: no other address gets a code. On a
        person’s own machine any port will do.
      </Text>
      <Heading>Trying it</Heading>
      <Text>
        When you sign in to an app of your own, the page also offers to return with a test key: the same steps, the same
        exchange, and a key that costs nothing.
      </Text>
    </DocsArticle>
  );
}
