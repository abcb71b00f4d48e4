import { Badge } from "@tollgate/ui/badge";
import type { Outputs } from "../trpc/outputs.ts";

export type Endpoint = Outputs["endpoints"]["list"][number];
export type EndpointState = Endpoint["state"];

type Words = { word: string; tone: "positive" | "caution" | "critical" | "neutral" | "accent"; sentence: string };

const STATES: Record<EndpointState, Words> = {
  pending: {
    word: "Waiting for review",
    tone: "accent",
    sentence: "An operator looks at the probe, the prices and the address. It takes no calls before that.",
  },
  approved: { word: "Approved", tone: "positive", sentence: "It is offered to everyone and takes calls." },
  paused: { word: "Paused", tone: "neutral", sentence: "Its provider took it out of routing. It takes no new calls." },
  rejected: { word: "Rejected", tone: "critical", sentence: "It takes no calls. The note says what has to change." },
  suspended: {
    word: "Suspended",
    tone: "critical",
    sentence: "An operator took it out of routing. The note says why.",
  },
};

export const ENDPOINT_STATES = [
  "pending",
  "approved",
  "paused",
  "rejected",
  "suspended",
] as const satisfies EndpointState[];

export function isEndpointState(text: string | undefined): text is EndpointState {
  return ENDPOINT_STATES.some((state) => state === text);
}

export function stateWords(state: EndpointState): Words {
  return STATES[state];
}

export function EndpointBadge({ state }: { state: EndpointState }) {
  const { word, tone } = STATES[state];
  return <Badge tone={tone}>{word}</Badge>;
}
