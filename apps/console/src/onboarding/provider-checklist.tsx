import type { Step } from "@tollgate/ui/steps";
import { Arrived, Checklist, type Onboarding, type Place, StepLink } from "./checklist.tsx";

type Props = {
  place: Place;
  progress: Onboarding["provider"] /** Stands on the page on which its first step is done. */;
  atHome?: boolean;
};

/** From a name to the first call that is paid. */
export function ProviderChecklist({ place, progress, atHome = false }: Props) {
  return (
    <Checklist
      place={place}
      track="provider"
      title="Your first endpoint"
      steps={stepsOf(place, progress, atHome)}
      stays={!progress.provider}
    />
  );
}

function stepsOf(place: Place, progress: Onboarding["provider"], atHome: boolean): Step[] {
  const { provider, endpointId, price, probed, approved, firstCall } = progress;
  const endpoint = `/endpoints/${endpointId}`;
  const open = (next: boolean, words: string) =>
    endpointId ? (
      <StepLink place={place} path={endpoint} next={next}>
        {words}
      </StepLink>
    ) : null;
  return [
    {
      key: "provider",
      title: "Give your name as a provider",
      hint: "Under it callers find you, and choose you.",
      done: provider,
      action: atHome ? null : (
        <StepLink place={place} path="/endpoints" next>
          Set up
        </StepLink>
      ),
    },
    {
      key: "endpoint",
      title: "Register an endpoint",
      hint: "The address, how it is spoken to, and the model it serves.",
      done: endpointId !== null,
      action: provider ? (
        <StepLink place={place} path="/endpoints/new" next>
          Register an endpoint
        </StepLink>
      ) : null,
    },
    {
      key: "price",
      title: "Publish its prices",
      hint: "You see where they would stand among all who offer the model. A change never touches calls that were made.",
      done: price,
      action: open(!price, "Set prices"),
    },
    {
      key: "probe",
      title: "Pass the probe",
      hint: "A small call that says at once whether address, credential and model work.",
      done: probed,
      action: open(price, "Probe it"),
    },
    {
      key: "approval",
      title: "Be approved",
      hint: "An operator looks at each endpoint before it takes calls. You are told by mail.",
      done: approved,
      action: probed ? open(false, "See its state") : null,
    },
    {
      key: "call",
      title: "Serve the first call",
      hint: "Routing takes it from there, by price and health. The first call appears here by itself.",
      done: firstCall !== null,
      result: firstCall ? (
        <Arrived call={firstCall} href={`/w/${place.slug}/endpoints/traffic`}>
          traffic and revenue
        </Arrived>
      ) : undefined,
    },
  ];
}
