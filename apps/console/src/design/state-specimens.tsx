"use client";

import { Button } from "@tollgate/ui/button";
import { CodeBlock } from "@tollgate/ui/code-block";
import { EmptyState } from "@tollgate/ui/empty-state";
import { ErrorState } from "@tollgate/ui/error-state";
import { Notice } from "@tollgate/ui/notice";
import { Section } from "@tollgate/ui/section";
import { SkeletonRows } from "@tollgate/ui/skeleton";
import { Steps } from "@tollgate/ui/steps";
import { Tabs } from "@tollgate/ui/tabs";
import { KeyRound } from "lucide-react";
import { codeSamples } from "../landing/code-samples.ts";

const steps = [
  { key: "credit", title: "Buy credit", hint: "", done: true },
  {
    key: "key",
    title: "Create a key",
    hint: "One for each place that calls models.",
    done: false,
    action: (
      <Button size="sm" intent="primary">
        Create key
      </Button>
    ),
  },
  { key: "call", title: "Make a first call", hint: "Copy the sample and run it.", done: false },
];

export function StateSpecimens() {
  return (
    <>
      <Section title="States">
        <div className="grid gap-6 lg:grid-cols-2">
          <Steps title="Start here" steps={steps} />
          <SkeletonRows rows={4} />
          <EmptyState icon={KeyRound} title="No keys yet" actions={<Button intent="primary">Create a key</Button>}>
            A key lets a server call models at this workspace’s expense. Make one for each place, so that you can revoke
            one without touching the others.
          </EmptyState>
          <div className="flex flex-col gap-4">
            <ErrorState
              title="The calls could not be loaded"
              reference="1932840112"
              actions={<Button size="sm">Try again</Button>}
            >
              Nothing was lost. Try again in a moment.
            </ErrorState>
            {(["neutral", "accent", "positive", "caution", "critical"] as const).map((tone) => (
              <Notice key={tone} tone={tone}>
                A sentence that should not be missed.
              </Notice>
            ))}
          </div>
        </div>
      </Section>
      <Section title="Code and tabs">
        <Tabs
          label="Guides"
          tabs={[
            {
              value: "call",
              label: "Call a model",
              content: <CodeBlock samples={codeSamples("https://api.example.test")} />,
            },
            { value: "connect", label: "Connect an app", content: <p>Second part.</p> },
          ]}
        />
      </Section>
    </>
  );
}
