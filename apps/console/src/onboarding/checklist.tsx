import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { type Step, Steps } from "@tollgate/ui/steps";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { HideChecklist } from "./hide-checklist.tsx";
import { RefreshWhileOpen } from "./refresh-while-open.tsx";

export type Onboarding = Outputs["workspaces"]["onboarding"];
export type Track = Onboarding["hidden"][number];

/** What a checklist needs to know of where it stands. */
export type Place = {
  workspaceId: string;
  slug: string;
  /** Members read the list; what it asks for is done by admins and owners. */
  canChange: boolean;
};

type Props = {
  place: Place;
  track: Track;
  title: string;
  steps: readonly Step[];
  /** It stands where nothing else would: it cannot be put away. */
  stays?: boolean;
};

/** The first days of one role. While somebody looks at it, it notices by itself what happens elsewhere. */
export function Checklist({ place, track, title, steps, stays = false }: Props) {
  return (
    <>
      <Steps
        title={title}
        steps={steps}
        action={stays ? undefined : <HideChecklist workspaceId={place.workspaceId} track={track} />}
      />
      <RefreshWhileOpen />
    </>
  );
}

type StepLinkProps = { place: Place; path: string; children: ReactNode; next?: boolean };

/** Where a step is done; nothing for those who may not. Of all, the next one stands out. */
export function StepLink({ place, path, children, next = false }: StepLinkProps) {
  if (!place.canChange) return null;
  return (
    <Button asChild size="sm" intent={next ? "primary" : "secondary"}>
      <Link href={`/w/${place.slug}${path}`}>{children}</Link>
    </Button>
  );
}

type ArrivedProps = { call: NonNullable<Onboarding["customer"]["firstCall"]>; href?: string; children: ReactNode };

/** What the first call left. */
export function Arrived({ call, href, children }: ArrivedProps) {
  return (
    <>
      Arrived <Timestamp at={call.at} />
      {href ? (
        <>
          {": "}
          <Link href={href} className="font-medium text-accent-text underline-offset-4 hover:underline">
            {children}
          </Link>
        </>
      ) : null}
    </>
  );
}
