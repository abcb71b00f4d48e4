import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Steps } from "@tollgate/ui/steps";

/** Shown instead of an empty list: what an app is and the way to the first earnings. */
export function FirstAppSteps({ newHref }: { newHref: string | null }) {
  return (
    <Steps
      title="Your first app in three steps"
      steps={[
        {
          key: "register",
          title: "Register the app",
          hint: "A name and an address. Customers see both before they agree to pay for its calls.",
          done: false,
          action: newHref ? (
            <Button asChild intent="primary">
              <Link href={newHref}>Register an app</Link>
            </Button>
          ) : undefined,
        },
        {
          key: "margin",
          title: "Set a margin",
          hint: "What you earn on top of the provider’s price, for example 12.5%. You see a worked call while you type.",
          done: false,
        },
        {
          key: "connect",
          title: "Share the connect link",
          hint: "Customers agree and give your app a key. Their balance pays for the calls; your margin is yours.",
          done: false,
        },
      ]}
    />
  );
}
