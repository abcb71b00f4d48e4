import { CodeBlock } from "@tollgate/ui/code-block";
import type { Step } from "@tollgate/ui/steps";
import { keySamples } from "../keys/key-samples.ts";
import { Arrived, Checklist, type Onboarding, type Place, StepLink } from "./checklist.tsx";

type Props = { place: Place; progress: Onboarding["customer"]; sample: { apiUrl: string; model: string } };

/** Credit, a key, a call, a budget. Until the call has arrived, the code that makes it stands beside. */
export function CustomerChecklist({ place, progress, sample }: Props) {
  const list = <Checklist place={place} track="customer" title="Getting started" steps={stepsOf(place, progress)} />;
  if (progress.firstCall) return list;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <div>{list}</div>
      <CodeBlock samples={keySamples({ ...sample, secret: null })} />
    </div>
  );
}

function stepsOf(place: Place, { credit, key, firstCall, budget }: Onboarding["customer"]): Step[] {
  return [
    {
      key: "credit",
      title: "Buy credit",
      hint: "From $5. Calls are refused while there is none, so nothing can surprise you.",
      done: credit,
      action: (
        <StepLink place={place} path="/billing" next={!credit}>
          Buy credit
        </StepLink>
      ),
    },
    {
      key: "key",
      title: "Create a key",
      hint: "One for each place that calls models, with a limit of its own.",
      done: key,
      action: (
        <StepLink place={place} path="/keys" next={credit}>
          Create a key
        </StepLink>
      ),
    },
    {
      key: "call",
      title: "Make the first call",
      hint: "Set TOLLGATE_API_KEY to your key and run one of these samples, or try a model in the playground. The receipt appears here by itself.",
      done: firstCall !== null,
      result: firstCall ? (
        <Arrived call={firstCall} href={`/w/${place.slug}/calls/${firstCall.id}`}>
          its receipt
        </Arrived>
      ) : undefined,
      action: (
        <StepLink place={{ ...place, canChange: true }} path="/playground">
          Playground
        </StepLink>
      ),
    },
    {
      key: "budget",
      title: "Set a budget",
      hint: "The most that calls may cost in a day, week or month: of the workspace, a key, a member or a connected app.",
      done: budget,
      action: (
        <StepLink place={place} path="/settings" next={firstCall !== null}>
          Set a budget
        </StepLink>
      ),
    },
  ];
}
