import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("margins-and-consent");
export const metadata: Metadata = {
  title,
  description: summary,
  alternates: { canonical: "/docs/margins-and-consent" },
};

export default function MarginsAndConsentPage() {
  return (
    <DocsArticle slug="margins-and-consent">
      <Text>
        A margin is what an app’s builder earns on a call, on top of the provider’s price and the platform’s fee. It is
        published in versions that never change, each customer agrees to a version, and every receipt names it.
      </Text>
      <Heading>What a margin consists of</Heading>
      <List
        items={[
          "A percentage of the provider’s price, to a hundredth of a percent.",
          "An amount per call.",
          "Amounts per million tokens, per million input tokens and per million output tokens. They add up: an input token counts for the first and the second.",
          "Amounts per image, per second of audio and per search.",
          "A least and a most per call. They hold after everything else is added.",
        ]}
      />
      <Text>
        All parts are added up exactly and rounded once, to a nano-dollar. A call that delivered nothing carries no
        margin, the amount per call and the minimum included. A workspace that calls through its own app pays none.
      </Text>
      <Heading>Terms per model</Heading>
      <Text>
        A margin can name models and give each terms of its own. They replace the others for that model, all of them: a
        model listed with 5 % and nothing else has 5 % and no minimum, whatever the margin says otherwise. The model
        that served the call counts, also when it was a fallback.
      </Text>
      <Heading>When a new version applies</Heading>
      <List
        items={[
          "A version under which no call of any model can cost more reaches every customer at once.",
          "A version under which some call could cost more is dearer, even if others get cheaper. Customers are told fourteen days ahead, and it applies to those who accept it.",
          "Either can be given a later day, and withdrawn until then. Whoever had accepted a withdrawn version ahead stays where they were.",
          "A version that applies sooner than others still to come withdraws those.",
        ]}
      />
      <Heading>Consent</Heading>
      <Text>
        A customer agrees to what the consent page shows: every part, every model with terms of its own, and calls
        worked through. A dearer version can be accepted from its announcement on; until its day the one in force stays.
        From that day calls of customers who have not accepted are refused with <Code>consent_required</Code>. Nobody is
        ever charged at a margin they did not accept or a lower one.
      </Text>
      <Heading>A limit for a single call</Heading>
      <Text>
        A request may say <Code>max_surcharge</Code>, an amount in US dollars. Before anything is sent to a provider,
        the most the margin could come to is worked out from the request: its input, the most output it may have, its
        images, seconds of audio and searches. If that is above the limit at any endpoint that could serve it, the call
        is refused with <Code>surcharge_too_high</Code> and costs nothing.
      </Text>
      <Heading>What a call carried</Heading>
      <Text>
        The pinned version counts from the moment a call is admitted: publishing during the call changes nothing about
        it. The receipt shows the version, the terms for the model that served, and the amount. It is signed, and the
        verifier works the amount out again from the terms.
      </Text>
    </DocsArticle>
  );
}
