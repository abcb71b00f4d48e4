import type { DemoAppName } from "./demo-app.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** Who and what a call was for, as its caller said it. */
export interface DemoSaid {
  readonly user: string | null;
  readonly tenant: string | null;
  readonly feature: string | null;
}

interface Scene {
  readonly features: readonly (readonly [name: string, weight: number])[];
  readonly tenants: readonly (readonly [name: string, weight: number])[];
  /** Users are numbered: nobody is invented. */
  readonly users: number;
}

/** What the demo's apps and its customer's own programs say. */
const SCENES: Readonly<Record<DemoAppName | "own", Scene>> = {
  "demo-writer": {
    features: [
      ["draft", 9],
      ["rewrite", 6],
      ["summary", 5],
      ["headline", 2],
    ],
    tenants: [
      ["editorial", 6],
      ["marketing", 4],
      ["support", 2],
    ],
    users: 24,
  },
  "demo-desk": {
    features: [
      ["reply", 8],
      ["triage", 6],
      ["translate", 3],
    ],
    tenants: [
      ["support", 7],
      ["sales", 3],
    ],
    users: 11,
  },
  own: {
    features: [
      ["nightly-report", 4],
      ["search", 6],
      ["evaluation", 3],
    ],
    tenants: [["platform", 1]],
    users: 6,
  },
};

/** Callers that say nothing: the roll-ups must live with them. */
const SILENT = 0.12;

export function saidIn(random: SeededRandom, app: DemoAppName | null): DemoSaid | null {
  const { features, tenants, users } = SCENES[app ?? "own"];
  // A square makes the first users the busy ones.
  const user = Math.floor(random.next() ** 2 * users) + 1;
  const [feature] = random.pick(features, ([, weight]) => weight);
  const [tenant] = random.pick(tenants, ([, weight]) => weight);
  if (random.next() < SILENT) return null;
  return { user: `user-${String(user).padStart(3, "0")}`, tenant, feature };
}
