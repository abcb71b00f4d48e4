import type { Step } from "@tollgate/ui/steps";
import { Arrived, Checklist, type Onboarding, type Place, StepLink } from "./checklist.tsx";

type Props = { place: Place; progress: Onboarding["builder"] };

/** From nothing to the first call that earns. */
export function BuilderChecklist({ place, progress }: Props) {
  return (
    <Checklist
      place={place}
      track="builder"
      title="Your first app"
      steps={stepsOf(place, progress)}
      stays={progress.appId === null}
    />
  );
}

function stepsOf(place: Place, { appId, margin, connected, firstCall }: Onboarding["builder"]): Step[] {
  const app = `/apps/${appId}`;
  return [
    {
      key: "register",
      title: "Register the app",
      hint: "A name and an address. Customers see both before they agree to pay for its calls.",
      done: appId !== null,
      action: (
        <StepLink place={place} path="/apps/new" next>
          Register an app
        </StepLink>
      ),
    },
    {
      key: "margin",
      title: "Set a margin",
      hint: "What you earn on top of the provider’s price, for example 12.5%. You see a worked call while you type.",
      done: margin,
      action: appId ? (
        <StepLink place={place} path={`${app}/margin`} next={!margin}>
          Set a margin
        </StepLink>
      ) : null,
    },
    {
      key: "connect",
      title: "Connect the first customer",
      hint: "They agree to your margin and give your app a key. Try it yourself first: you pay no margin on your own app.",
      done: connected,
      action: appId ? (
        <StepLink place={place} path={`${app}/integrate`} next={margin}>
          Build it in
        </StepLink>
      ) : null,
    },
    {
      key: "call",
      title: "See its first call",
      hint: "Their balance pays for it; your margin is yours. It appears here by itself.",
      done: firstCall !== null,
      result: firstCall ? (
        <Arrived call={firstCall} href={`/w/${place.slug}/earnings/builder`}>
          what it earned
        </Arrived>
      ) : undefined,
    },
  ];
}
