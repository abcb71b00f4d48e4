import { listConformance } from "@tollgate/api/list-conformance";
import type { Metadata } from "next";
import { ConformanceMatrix, Outcome } from "../../../../docs/conformance-matrix.tsx";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("conformance");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/conformance" } };

const SURFACE_NAMES: Readonly<Record<string, string>> = {
  "openai-chat": "Chat completions",
  "openai-responses": "Responses",
  "anthropic-messages": "Messages",
  "gemini-generate": "generateContent",
};

export default function ConformancePage() {
  return (
    <DocsArticle slug="conformance">
      <Text>
        Any client can reach any model, so every request may have to be said in another API’s words. These tables say
        what becomes of each feature. They are written by the tests that prove them: each asks for the feature through
        the surface and looks for it in what the endpoint gets, or in what the caller gets back, whole and streamed.
      </Text>
      <Heading>How to read them</Heading>
      <List
        items={[
          <>
            <Outcome outcome="carried" /> It arrives. Where surface and endpoint speak the same API, byte for byte.
          </>,
          <>
            <Outcome outcome="carried as bytes" /> The endpoint takes bytes only, so the gateway fetches what is at the
            address and sends that: at most 20 addresses and 20 MB in 10 seconds, from public addresses alone, with
            nothing of yours sent along. Where that fails and no other endpoint fetches it itself, the answer is the
            error <Code>media_unreachable</Code>, which says why; nobody was asked and nothing is charged.
          </>,
          <>
            <Outcome outcome="refused" /> The endpoint’s API cannot say it, so the request is not routed there. When no
            endpoint of the model can, the answer is the error <Code>not_carried</Code> with what it was about.
          </>,
          <>
            <Outcome outcome="left out" /> The answer can be had without it. The header <Code>x-tollgate-left-out</Code>{" "}
            names it, and <Code>provider.require_parameters</Code> turns it into a refusal.
          </>,
          <>
            The tables are about APIs. What single models refuse is known too: OpenAI’s models that think take no
            temperature, penalties or <Code>logit_bias</Code>, Claude takes none while it thinks, and no budget for
            thinking where a tool must be called. That is left out and named in the same way; stop sequences and
            probabilities, which an answer cannot be had without, are refused. OpenRouter’s <Code>reasoning</Code> and
            the older <Code>max_tokens</Code> are said to OpenAI in its own words.
          </>,
          <>
            <Outcome outcome="no word" /> This surface has no way to ask for it, or to tell it.
          </>,
          <>
            <Outcome outcome="not told" /> Endpoints of this API do not send it.
          </>,
        ]}
      />
      {listConformance().map(({ surface, asked, told }) => (
        <section key={surface}>
          <Heading>{SURFACE_NAMES[surface] ?? surface}</Heading>
          <Heading level={3}>{`What ${SURFACE_NAMES[surface] ?? surface} can ask for`}</Heading>
          <ConformanceMatrix label={`Requests of ${surface}`} rows={asked} />
          <Heading level={3}>{`What ${SURFACE_NAMES[surface] ?? surface} is told`}</Heading>
          <ConformanceMatrix label={`Replies to ${surface}`} rows={told} />
        </section>
      ))}
    </DocsArticle>
  );
}
