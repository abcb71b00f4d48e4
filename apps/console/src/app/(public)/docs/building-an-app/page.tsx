import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("building-an-app");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/building-an-app" } };

export default function BuildingAnAppPage() {
  return (
    <DocsArticle slug="building-an-app">
      <Text>
        Your product calls models; your customers pay for those calls from credit of their own, and your margin is on
        top. You carry no token bill, and nobody’s card goes through you.
      </Text>
      <Heading>Three steps</Heading>
      <List
        ordered
        items={[
          "Register the app under Build → Apps: a name, an address, and where customers return to.",
          "Set a margin: a percentage of the provider’s price, an amount per call or per million tokens, with a minimum and a cap if you like.",
          "Send customers to the app’s connect link. They see your margin, accept it, and your app gets a key that spends their credit.",
        ]}
      />
      <Text>
        Your app can also take the key itself, without anybody copying it: send customers through{" "}
        <a className="underline underline-offset-4" href="/docs/sign-in-with-tollgate">
          Sign in with Tollgate
        </a>
        .
      </Text>
      <Heading>What a customer agrees to</Heading>
      <Text>
        A version of your margin. A lower one applies to everybody at once. A higher one is announced fourteen days
        ahead, and from its day on a customer who has not accepted it gets <Code>consent_required</Code> instead of a
        different price. Customers can cap what your app spends, and disconnect it at any time.
      </Text>
      <Heading>What your app has to handle</Heading>
      <List
        items={[
          <>
            <Code>403 consent_required</Code>: send the customer to the connect link again.
          </>,
          <>
            <Code>403 grant_revoked</Code>: they disconnected your app.
          </>,
          <>
            <Code>402</Code>: their credit, or the cap they set, does not cover the call. The message says what is
            missing.
          </>,
        ]}
      />
      <Text>
        Each of them, and every other error, can be called up with a test key before there is a customer:{" "}
        <a className="underline underline-offset-4" href="/docs/test-mode">
          test mode
        </a>
        .
      </Text>
      <Heading>How you are paid</Heading>
      <Text>
        Your share of every call is booked in the moment the call is settled, and stands under App earnings. Each month
        is closed and your statement says how it adds up.
      </Text>
    </DocsArticle>
  );
}
