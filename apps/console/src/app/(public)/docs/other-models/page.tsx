import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";
import { SERVICE_ROWS } from "../../../../docs/service-rows.ts";
import { env } from "../../../../env.ts";
import { modelSamples } from "../../../../landing/service-samples.ts";

const { title, summary } = docsPage("other-models");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/other-models" } };

export default function OtherModelsPage() {
  const model = { id: "openai/text-embedding-3-small", kind: "embedding" } as const;
  return (
    <DocsArticle slug="other-models">
      <Text>
        Every model has a kind. What is no chat model has an address of its own, with the same key, credit, limits,
        routing, failover, margins, <Code>Idempotency-Key</Code> and receipts. Asking a model for what it is not made
        for is refused with <Code>wrong_model_kind</Code>, which names the right address.
      </Text>
      <div className="mt-4">
        <CodeBlock samples={modelSamples(env().API_URL, model)} />
      </div>
      <Heading>What can be asked</Heading>
      <FactTable
        label="Addresses"
        rows={SERVICE_ROWS}
        anchor={({ path }) => path.replaceAll("/", "-").slice(1)}
        columns={[
          { header: "POST", cell: ({ path }) => <Code>{path}</Code> },
          { header: "Gives", cell: ({ gives }) => gives },
          { header: "Endpoints", cell: ({ endpoints }) => endpoints },
          { header: "Charged for", cell: ({ charged }) => charged },
        ]}
      />
      <Heading>How it is counted</Heading>
      <List
        items={[
          "An endpoint’s price list decides. Where it has a price for a picture, a second, a search or a character, only those count; otherwise tokens do. A list without a price for either is never asked.",
          "What the endpoint reports is charged. What it leaves unsaid is counted here: texts by a local tokenizer, recordings by their length, searches by the documents, pictures by quality and size. The receipt then says estimated.",
          "An answer without content costs nothing. Silence that was listened to is content.",
          <>
            JSON answers carry <Code>usage.cost</Code>. Sound and plain text have no place for it: there the header{" "}
            <Code>x-tollgate-cost</Code> says it.
          </>,
          <>
            <Code>POST /v1/quote/embeddings</Code>, and so on for each address, says what a body could cost at most and
            calls nobody.
          </>,
          "Text completions without max_tokens are asked for 16, OpenAI’s own default, so that what is held covers them.",
        ]}
      />
      <Heading>Pictures beside words</Heading>
      <Text>
        Some chat models give pictures in their answers; <Code>output_modalities=image</Code> finds them in{" "}
        <Code>GET /v1/models</Code>. Chat completions ask with <Code>{'modalities: ["image", "text"]'}</Code> and, where
        wanted, <Code>image_config.aspect_ratio</Code>, as OpenRouter’s clients do. Gemini’s API asks with{" "}
        <Code>responseModalities</Code>.
      </Text>
      <List
        items={[
          <>
            A picture comes as a data URL in <Code>message.images</Code>, in a stream in <Code>delta.images</Code>; in
            Gemini’s API as <Code>inlineData</Code>, in responses as an <Code>image_generation_call</Code>. Send the
            answer back with its pictures, and the model goes on from them.
          </>,
          "The tokens of pictures are counted apart and charged at the endpoint’s price for them, or as output where it has none. What is held covers every token of the answer as if it were a picture’s.",
          "Endpoints of Gemini’s API and of chat completions can be asked. A model that gives no pictures, or an endpoint of another API, is refused with not_carried. The image_generation tool of responses asks such a model for a picture too; OpenAI’s own endpoints bill it apart and are not asked.",
        ]}
      />
      <Heading>What is refused</Heading>
      <List
        items={[
          "Speech as events, which has no price here, and streams of embeddings, rerank and moderations, which have nothing to stream.",
          "Pictures and transcripts that credit does not cover: unlike an answer in text they cannot be cut short.",
          "What an endpoint’s dialect cannot say, such as Gemini’s taskType to an OpenAI endpoint. Another endpoint is asked, or the request is refused by name of the parameter.",
        ]}
      />
    </DocsArticle>
  );
}
