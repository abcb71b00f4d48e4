import { Button } from "@tollgate/ui/button";
import { CodeBlock } from "@tollgate/ui/code-block";
import { Link } from "@tollgate/ui/link";
import { Steps } from "@tollgate/ui/steps";
import { keySamples } from "../keys/key-samples.ts";
import { RefreshWhileOpen } from "./refresh-while-open.tsx";

type Props = {
  slug: string;
  apiUrl: string;
  sampleModel: string;
  hasCredit: boolean;
  hasKey: boolean;
  canChange: boolean;
};

/** The first day: credit, a key, a call. The page notices by itself when the call has arrived. */
export function GettingStarted({ slug, apiUrl, sampleModel, hasCredit, hasKey, canChange }: Props) {
  const action = (path: string, label: string, isNext: boolean) =>
    canChange ? (
      <Button asChild size="sm" intent={isNext ? "primary" : "secondary"}>
        <Link href={`/w/${slug}${path}`}>{label}</Link>
      </Button>
    ) : null;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Steps
        title="Getting started"
        steps={[
          {
            key: "credit",
            title: "Buy credit",
            hint: "From $5. Calls are refused while there is none, so nothing can surprise you.",
            done: hasCredit,
            action: action("/billing", "Buy credit", true),
          },
          {
            key: "key",
            title: "Create a key",
            hint: "One for each place that calls models, with a limit of its own.",
            done: hasKey,
            action: action("/keys", "Create a key", hasCredit),
          },
          {
            key: "call",
            title: "Make the first call",
            hint: "Set TOLLGATE_API_KEY to your key and run one of these samples. The receipt appears here by itself.",
            done: false,
          },
        ]}
      />
      <CodeBlock samples={keySamples({ apiUrl, model: sampleModel, secret: null })} />
      <RefreshWhileOpen />
    </div>
  );
}
