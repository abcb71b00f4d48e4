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
        model listed with 5% and nothing else has 5% and no minimum, whatever the margin says otherwise. The model that
        served the call counts, also when it was a fallback.
      </Text>
      <Heading>Calls the builder pays for</Heading>
      <Text>
        A margin can sponsor calls: so many dollars per customer and UTC month. The amount is set aside from the
        builder’s own bought credit before anything is spent from it, within a minute of the month’s beginning or of
        connecting. Without the credit for it there is no allowance that month, and the builder is told by mail and on
        the app’s page; it is set aside once the credit is there.
      </Text>
      <List
        items={[
          "A call of the app is paid from the allowance when that covers the most it can cost, else from the customer’s own credit, promotional credit first. A customer without credit can call as far as the allowance goes.",
          "Provider, platform and builder earn the same, whoever pays. Budgets and caps count what calls cost, whoever pays.",
          "What a call uses beyond what was held for it is paid from what is left of the allowance, then by the customer.",
          "What is left an hour after the month ended, or after the customer disconnected, goes back to the builder’s credit.",
          "A refund gives the customer back what the customer paid first; what the builder had paid goes to the builder’s credit.",
          "Sponsoring less is a dearer version and needs consent like any other. A change counts from the next month on.",
        ]}
      />
      <Text>
        Customers see under Connected apps what is used and left this month, receipts say what was sponsored of a call,
        and builders see on the app’s page what each month was set aside, spent and given back.
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
      <Text>
        <Code>POST /v1/quote</Code> takes the same body and says that most before the call: price, fee and surcharge at
        each endpoint that could serve it, and whether it would be admitted now. It reserves nothing and asks nobody.
        The surcharge it names may be sent as <Code>max_surcharge</Code> as it is; the address of another API goes
        behind it, such as <Code>/v1/quote/responses</Code>.
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
