/** How a simulated provider behaves when nothing in the request scripts it. */
export type ProviderProfile = {
  slug: string;
  name: string;
  description: string;
  /** Milliseconds until the first token: a value between the two is drawn per call. */
  firstTokenMs: { min: number; max: number };
  tokensPerSecond: { min: number; max: number };
  /** Tokens sent per stream event. */
  tokensPerEvent: number;
  habits: {
    /** One call in this many is refused with 503 before any content. */
    unavailableEvery?: number;
    /** Calls above this many at once are refused with 429. */
    maxConcurrent?: number;
    /** Answers every call with the same prepared bytes, without reading the prompt. */
    fixedReply?: true;
  };
};

/** The demo providers. Every name starts with "Demo" so that nobody takes one for a real vendor. */
export const PROVIDERS: readonly ProviderProfile[] = [
  {
    slug: "demo-harbor",
    name: "Demo Harbor",
    description: "Quick to start and quick to finish.",
    firstTokenMs: { min: 60, max: 110 },
    tokensPerSecond: { min: 220, max: 300 },
    tokensPerEvent: 1,
    habits: {},
  },
  {
    slug: "demo-meadow",
    name: "Demo Meadow",
    description: "The thrifty one: cheap, and takes its time.",
    firstTokenMs: { min: 260, max: 400 },
    tokensPerSecond: { min: 60, max: 90 },
    tokensPerEvent: 1,
    habits: {},
  },
  {
    slug: "demo-lantern",
    name: "Demo Lantern",
    description: "Steady: the same pace on every call, no surprises.",
    firstTokenMs: { min: 150, max: 160 },
    tokensPerSecond: { min: 150, max: 155 },
    tokensPerEvent: 1,
    habits: {},
  },
  {
    slug: "demo-orchard",
    name: "Demo Orchard",
    description: "Sends its answer in bursts of several tokens.",
    firstTokenMs: { min: 120, max: 320 },
    tokensPerSecond: { min: 120, max: 260 },
    tokensPerEvent: 6,
    habits: {},
  },
  {
    slug: "demo-ember",
    name: "Demo Ember",
    description: "Flaky: refuses one call in six with 503 before any content.",
    firstTokenMs: { min: 90, max: 240 },
    tokensPerSecond: { min: 140, max: 220 },
    tokensPerEvent: 1,
    habits: { unavailableEvery: 6 },
  },
  {
    slug: "demo-weir",
    name: "Demo Weir",
    description: "Limited: more than eight calls at once get 429 with Retry-After.",
    firstTokenMs: { min: 80, max: 180 },
    tokensPerSecond: { min: 160, max: 240 },
    tokensPerEvent: 2,
    habits: { maxConcurrent: 8 },
  },
  {
    slug: "demo-bench",
    name: "Demo Bench",
    description: "For load tests: one fixed answer, no waiting, no counting.",
    firstTokenMs: { min: 0, max: 0 },
    tokensPerSecond: { min: 0, max: 0 },
    tokensPerEvent: 1,
    habits: { fixedReply: true },
  },
];
