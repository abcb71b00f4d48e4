import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, Heading, Text } from "../../../../docs/prose.tsx";
import { sdkRecipes } from "../../../../docs/sdk-samples.ts";
import { env } from "../../../../env.ts";
import { sampleModelOf } from "../../../../models/sample-model.ts";
import { api } from "../../../../trpc/server.tsx";

const { title, summary } = docsPage("sdks");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/sdks" } };
export const dynamic = "force-dynamic";

export default async function SdksPage() {
  const recipes = sdkRecipes(env().API_URL, await sampleModelOf(await api()));
  return (
    <DocsArticle slug="sdks">
      <Text>
        Nothing has to be installed. Each recipe reads the key from <Code>TOLLGATE_API_KEY</Code>.
      </Text>
      {recipes.map(({ name, note, samples }) => (
        <section key={name}>
          <Heading>{name}</Heading>
          <Text>{note}</Text>
          <div className="mt-4">
            <CodeBlock samples={samples} />
          </div>
        </section>
      ))}
      <Heading>OpenRouter clients</Heading>
      <Text>
        Names are the same where both have them: <Code>models</Code>, <Code>provider</Code>, <Code>usage.cost</Code>,{" "}
        <Code>/v1/key</Code>, <Code>/v1/credits</Code>, <Code>/v1/generation</Code>, <Code>/v1/providers</Code>,{" "}
        <Code>/v1/activity</Code> and <Code>/v1/keys</Code>. Paths that begin with <Code>/api/v1</Code> work too. Apps
        that sign people in do so with{" "}
        <a className="underline underline-offset-4" href="/docs/sign-in-with-tollgate">
          another address
        </a>
        .
      </Text>
    </DocsArticle>
  );
}
