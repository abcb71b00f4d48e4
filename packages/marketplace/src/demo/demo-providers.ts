import type { Database } from "@tollgate/db/open-database";
import { demoId } from "./demo-id.ts";
import { type DemoWorkspace, demoWorkspaceId } from "./demo-people.ts";

/** A provider that the sandbox simulates. */
export interface DemoProvider {
  /** Also its path in the sandbox. */
  readonly slug: string;
  readonly name: string;
  readonly habit: string;
  readonly workspace: DemoWorkspace;
  /** Its prices in percent of the list price. */
  readonly pricePercent: bigint;
  /** How much of the demo's history it served, relative to the others. */
  readonly historyWeight: number;
  /** Milliseconds to the first token and tokens per second in the demo's history, as the sandbox behaves. */
  readonly firstMs: readonly [number, number];
  readonly tokensPerSecond: number;
}

export const DEMO_PROVIDERS: readonly DemoProvider[] = [
  {
    slug: "demo-harbor",
    name: "Demo Harbor",
    habit: "Quick to start and quick to finish.",
    workspace: "demo-harbor",
    pricePercent: 108n,
    historyWeight: 5,
    firstMs: [60, 110],
    tokensPerSecond: 260,
  },
  {
    slug: "demo-lantern",
    name: "Demo Lantern",
    habit: "Steady: the same pace on every call.",
    workspace: "demo-harbor",
    pricePercent: 100n,
    historyWeight: 4,
    firstMs: [150, 160],
    tokensPerSecond: 152,
  },
  {
    slug: "demo-meadow",
    name: "Demo Meadow",
    habit: "Cheap, and takes its time.",
    workspace: "demo-meadow",
    pricePercent: 92n,
    historyWeight: 9,
    firstMs: [260, 400],
    tokensPerSecond: 75,
  },
  {
    slug: "demo-orchard",
    name: "Demo Orchard",
    habit: "Sends its answers in bursts.",
    workspace: "demo-meadow",
    pricePercent: 97n,
    historyWeight: 6,
    firstMs: [120, 320],
    tokensPerSecond: 190,
  },
  {
    slug: "demo-ember",
    name: "Demo Ember",
    habit: "Refuses every sixth call, to show how routing goes on elsewhere.",
    workspace: "demo-weir",
    pricePercent: 95n,
    historyWeight: 0.8,
    firstMs: [90, 240],
    tokensPerSecond: 180,
  },
  {
    slug: "demo-weir",
    name: "Demo Weir",
    habit: "Serves eight calls at once and asks others to wait.",
    workspace: "demo-weir",
    pricePercent: 103n,
    historyWeight: 1.2,
    firstMs: [80, 180],
    tokensPerSecond: 200,
  },
];

export function demoProviderId(slug: string) {
  return demoId("provider", slug);
}

export function demoBaseUrl(sandboxUrl: string, slug: string): string {
  return `${sandboxUrl.replace(/\/+$/, "")}/providers/${slug}/v1`;
}

export async function addDemoProviders(db: Database, since: Date): Promise<void> {
  await db.prisma.provider.createMany({
    data: DEMO_PROVIDERS.map(({ slug, name, habit, workspace }) => ({
      id: demoProviderId(slug),
      workspaceId: demoWorkspaceId(workspace),
      slug,
      name,
      description: `A simulator run by this installation, not the vendor of any model. ${habit}`,
      isDemo: true,
      createdAt: since,
    })),
    skipDuplicates: true,
  });
}

/** Points the demo endpoints at the sandbox where it listens now. @returns whether one had moved. */
export async function moveDemoProviders(db: Database, sandboxUrl: string): Promise<boolean> {
  const moved = await Promise.all(
    DEMO_PROVIDERS.map(({ slug }) => {
      const baseUrl = demoBaseUrl(sandboxUrl, slug);
      const here = { providerId: demoProviderId(slug), baseUrl: { endsWith: `/providers/${slug}/v1`, not: baseUrl } };
      return db.prisma.endpoint.updateMany({ where: here, data: { baseUrl } });
    }),
  );
  return moved.some(({ count }) => count > 0);
}
