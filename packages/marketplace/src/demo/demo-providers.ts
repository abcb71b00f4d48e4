import type { Database } from "@tollgate/db/open-database";
import type { DataPolicy } from "@tollgate/gateway/route-preferences";
import { demoId } from "./demo-id.ts";
import { type DemoWorkspace, demoWorkspaceId } from "./demo-people.ts";

/** Dialects of the demo endpoints, each with what their base URLs end in. */
const BASE_PATHS = {
  "openai-chat": "/v1",
  "openai-responses": "/v1",
  "anthropic-messages": "/v1",
  "gemini-generate": "/v1beta",
  "bedrock-converse": "/v1",
  "cohere-chat": "/v2",
  "ollama-chat": "/api",
} as const;

export type DemoDialect = keyof typeof BASE_PATHS;

/** A provider that the sandbox simulates. */
export interface DemoProvider {
  /** Also its path in the sandbox. */
  readonly slug: string;
  readonly name: string;
  readonly habit: string;
  readonly workspace: DemoWorkspace;
  /** What it speaks for the models of an author, where that is not OpenAI's chat completions. */
  readonly dialects?: Readonly<Record<string, DemoDialect>>;
  /** Its prices in percent of the list price. */
  readonly pricePercent: bigint;
  /** How much of the demo's history it served, relative to the others. */
  readonly historyWeight: number;
  /** Milliseconds to the first token and tokens per second in the demo's history, as the sandbox behaves. */
  readonly firstMs: readonly [number, number];
  readonly tokensPerSecond: number;
  readonly dataPolicy: DataPolicy;
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
    dataPolicy: "zero_retention",
  },
  {
    slug: "demo-lantern",
    name: "Demo Lantern",
    habit: "Steady: the same pace on every call. Speaks the API of each model's own vendor.",
    workspace: "demo-harbor",
    dialects: {
      anthropic: "anthropic-messages",
      cohere: "cohere-chat",
      google: "gemini-generate",
      openai: "openai-responses",
    },
    pricePercent: 100n,
    historyWeight: 4,
    firstMs: [150, 160],
    tokensPerSecond: 152,
    dataPolicy: "zero_retention",
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
    dataPolicy: "no_training",
  },
  {
    slug: "demo-orchard",
    name: "Demo Orchard",
    habit: "Sends its answers in bursts, as a cloud or a machine under the desk would.",
    workspace: "demo-meadow",
    dialects: {
      amazon: "bedrock-converse",
      anthropic: "bedrock-converse",
      "meta-llama": "ollama-chat",
      mistralai: "ollama-chat",
    },
    pricePercent: 97n,
    historyWeight: 6,
    firstMs: [120, 320],
    tokensPerSecond: 190,
    dataPolicy: "no_training",
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
    dataPolicy: "may_train",
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
    dataPolicy: "no_training",
  },
];

export function demoProviderId(slug: string) {
  return demoId("provider", slug);
}

/** @param modelId `author/model`. */
export function demoDialect({ dialects }: DemoProvider, modelId: string): DemoDialect {
  return dialects?.[modelId.split("/")[0] ?? ""] ?? "openai-chat";
}

export function demoBaseUrl(sandboxUrl: string, slug: string, dialect: DemoDialect): string {
  return `${sandboxUrl.replace(/\/+$/, "")}${demoBasePath(slug, BASE_PATHS[dialect])}`;
}

function demoBasePath(slug: string, end: string): string {
  return `/providers/${slug}${end}`;
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
  const ends = new Set(Object.values(BASE_PATHS));
  const places = DEMO_PROVIDERS.flatMap(({ slug }) =>
    [...ends].map((end) => ({ slug, path: demoBasePath(slug, end) })),
  );
  const moved = await Promise.all(
    places.map(({ slug, path }) => {
      const baseUrl = sandboxUrl.replace(/\/+$/, "") + path;
      const here = { providerId: demoProviderId(slug), baseUrl: { endsWith: path, not: baseUrl } };
      return db.prisma.endpoint.updateMany({ where: here, data: { baseUrl } });
    }),
  );
  return moved.some(({ count }) => count > 0);
}
