import { Button } from "@tollgate/ui/button";
import { CopyButton } from "@tollgate/ui/copy-button";
import { Link } from "@tollgate/ui/link";
import { Steps } from "@tollgate/ui/steps";

type Props = { appHref: string; hasMargin: boolean; connectUrl: string };

/** What is left between a registered app and its first customer. */
export function NextSteps({ appHref, hasMargin, connectUrl }: Props) {
  return (
    <Steps
      title="Until the first customer"
      steps={[
        { key: "register", title: "Register the app", hint: "", done: true },
        {
          key: "margin",
          title: "Set a margin",
          hint: "Without one your customers pay the provider’s price and the platform’s fee, and you earn nothing.",
          done: hasMargin,
          action: (
            <Button asChild intent="primary">
              <Link href={`${appHref}/margin`}>Set a margin</Link>
            </Button>
          ),
        },
        {
          key: "connect",
          title: "Share the connect link",
          hint: (
            <>
              Try it yourself first: you pay no margin on your own app.{" "}
              <Link
                href={`${appHref}/integrate`}
                className="font-medium text-accent-text underline-offset-4 hover:underline"
              >
                How to build it in
              </Link>
            </>
          ),
          done: false,
          action: <CopyButton text={connectUrl} label="Copy link" look="labelled" />,
        },
      ]}
    />
  );
}
