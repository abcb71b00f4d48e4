import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("signing-in");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/signing-in" } };

export default function SigningInDocsPage() {
  return (
    <DocsArticle slug="signing-in">
      <Text>
        An account is a person’s, the same in every workspace. How it is opened is on the account page, under
        “Security”, with every device that is signed in. Whatever changes there is told by mail.
      </Text>
      <Heading>Ways in</Heading>
      <List
        items={[
          "E-mail address and password. Ten wrong ones from a place within 15 minutes, and that place waits.",
          "A link by mail. It works once, for 15 minutes, in any browser, and asks for a click, so that programs which look into mail do not use it up. A newer link that was used ends the older ones.",
          "GitHub or Google, where the installation has them set up. The first time, your account is found by the address that the service has confirmed, and by no other; if there is none, one is opened. On the account page you connect them whatever their address, and disconnect them.",
          "A passkey: your finger, face or device code. It counts as two factors, because it takes the device and what unlocks it.",
        ]}
      />
      <Heading>A password that was forgotten</Heading>
      <Text>
        Sign in with a link, then choose a new password on the account page. Within 15 minutes of a link the old one is
        not asked for. Every other device is signed out.
      </Text>
      <Heading>Authenticator app and recovery codes</Heading>
      <List
        items={[
          "Set up on the account page: scan the QR code and enter the first code. From then on a password or a link is followed by a code.",
          "A code works once, and 30 seconds before and after its time. Ten wrong ones within 15 minutes, and codes wait.",
          "Ten recovery codes stand in for a lost app, each once. They are shown once; a new set ends the old one.",
          "Turning it on signs every other device out. Removing it takes a code.",
        ]}
      />
      <Heading>App and codes lost</Heading>
      <Text>
        On the page that asks for the code you can ask an operator to take the app off your account. They make sure that
        it is you, by a way they know you by, and decide; never over their own. You are told by mail at both moments,
        and whoever signs in with a code withdraws the request. It is over after three days.
      </Text>
      <Heading>Finance and operators</Heading>
      <Text>
        Who works for the marketplace signs in with two factors: a code besides the password or link, or a passkey.
        Without, they are led to set one up, and until then everything of finance and operators is refused, in the
        console, in exports and on the job board alike.
      </Text>
      <Heading>What is asked for again</Heading>
      <Text>
        Adding or removing a way in takes a sign-in of the last 15 minutes, so that an open laptop is not enough. A
        session lasts 14 days and ends at its next request when it is signed out from another device.
      </Text>
      <Heading>Addresses</Heading>
      <Text>
        The welcome mail confirms the address of a new account. Should somebody have opened an account under yours, sign
        in by mail: the first time, their password, passkeys and sessions end, and the account is yours.
      </Text>
    </DocsArticle>
  );
}
