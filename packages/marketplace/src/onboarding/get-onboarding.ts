import { z } from "zod";
import { type Context, requireUser, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";

/** What somebody came to do: pay for calls, earn a margin on them, or serve them. */
export const TRACKS = ["customer", "builder", "provider"] as const;
export type Track = (typeof TRACKS)[number];

export const GetOnboardingInput = z.object({ workspaceId: z.string() });
export type GetOnboardingInput = z.input<typeof GetOnboardingInput>;

/** The first call that was recorded of something. */
export interface FirstCall {
  readonly id: string;
  readonly at: Date;
}

export interface CustomerProgress {
  /** Credit was bought or given, whatever is left of it. */
  readonly credit: boolean;
  readonly key: boolean;
  readonly firstCall: FirstCall | null;
  /** Something limits what calls may cost: the workspace, a member, a key or a connected app's cap. */
  readonly budget: boolean;
}

export interface BuilderProgress {
  /** The app the next steps are about: the newest in use. */
  readonly appId: string | null;
  /** Some app in use asks for a margin. */
  readonly margin: boolean;
  readonly connected: boolean;
  readonly firstCall: FirstCall | null;
}

export interface ProviderProgress {
  readonly provider: boolean;
  /** The endpoint that has come furthest, which the next steps are about. */
  readonly endpointId: string | null;
  readonly price: boolean;
  readonly probed: boolean;
  readonly approved: boolean;
  readonly firstCall: FirstCall | null;
}

/** How far a workspace has come on its first days, read from what is there. */
export interface Onboarding {
  readonly customer: CustomerProgress;
  readonly builder: BuilderProgress;
  readonly provider: ProviderProgress;
  /** Lists the person who asks has put away. */
  readonly hidden: readonly Track[];
}

/** Members may. */
export async function getOnboarding(ctx: Context, input: GetOnboardingInput): Promise<Onboarding> {
  const { workspaceId } = parseInput(GetOnboardingInput, input);
  requireWorkspace(ctx, workspaceId);
  const userId = requireUser(ctx);
  const [{ rows }, ends, hidden] = await Promise.all([
    ctx.db.pool.query<Facts>(FACTS, [workspaceId]),
    ctx.db.pool.query<FurthestEndpoint>(FURTHEST_ENDPOINT, [workspaceId]),
    ctx.db.prisma.hiddenChecklist.findMany({ where: { userId, workspaceId }, select: { track: true } }),
  ]);
  const facts = rows[0];
  if (!facts) throw new Error("a query of one row answered none");
  const own = firstCallOf(facts.own_call, facts.own_at);
  const end = ends.rows[0];
  return {
    customer: { credit: facts.credit || own !== null, key: facts.key, firstCall: own, budget: facts.budget },
    builder: {
      appId: facts.app_id,
      margin: facts.margin,
      connected: facts.connected,
      firstCall: firstCallOf(facts.app_call, facts.app_at),
    },
    provider: {
      provider: facts.provider,
      endpointId: end?.id ?? null,
      price: end?.price ?? false,
      probed: end?.probed ?? false,
      approved: end?.approved ?? false,
      firstCall: firstCallOf(facts.served_call, facts.served_at),
    },
    hidden: TRACKS.filter((track) => hidden.some((row) => row.track === track)),
  };
}

function firstCallOf(id: string | null, at: Date | null): FirstCall | null {
  return id === null || at === null ? null : { id, at };
}

interface Facts {
  readonly credit: boolean;
  readonly key: boolean;
  readonly budget: boolean;
  readonly own_call: string | null;
  readonly own_at: Date | null;
  readonly app_id: string | null;
  readonly margin: boolean;
  readonly connected: boolean;
  readonly app_call: string | null;
  readonly app_at: Date | null;
  readonly provider: boolean;
  readonly served_call: string | null;
  readonly served_at: Date | null;
}

/** A call's first: one step into an index of each partition. */
const firstCall = (column: string) => `(SELECT id, event_at FROM call WHERE ${column} = $1 ORDER BY id LIMIT 1)`;

const FACTS = `
  SELECT
      EXISTS (SELECT FROM payment WHERE workspace_id = $1 AND status = 'succeeded')
        OR EXISTS (SELECT FROM promotional_lot WHERE workspace_id = $1) AS credit,
      EXISTS (SELECT FROM api_key WHERE workspace_id = $1 AND purpose = 'standard') AS key,
      EXISTS (SELECT FROM workspace WHERE id = $1 AND budget_nano IS NOT NULL)
        OR EXISTS (SELECT FROM membership WHERE workspace_id = $1 AND budget_nano IS NOT NULL)
        OR EXISTS (SELECT FROM api_key WHERE workspace_id = $1 AND limit_nano IS NOT NULL AND purpose = 'standard' AND revoked_at IS NULL)
        OR EXISTS (SELECT FROM "grant" WHERE workspace_id = $1 AND monthly_cap_nano IS NOT NULL AND status = 'active') AS budget,
      own.id AS own_call, own.event_at AS own_at,
      (SELECT id FROM app WHERE workspace_id = $1 AND status = 'active' ORDER BY created_at DESC, id DESC LIMIT 1) AS app_id,
      EXISTS (SELECT FROM app a JOIN margin_version m ON m.app_id = a.id WHERE a.workspace_id = $1 AND a.status = 'active'
        AND (m.basis_points > 0 OR m.per_request_nano > 0 OR m.per_million_tokens_nano > 0 OR m.per_million_units_nano <> '{}'
          OR m.minimum_nano > 0 OR m.overrides <> '{}')) AS margin,
      EXISTS (SELECT FROM app a JOIN "grant" g ON g.app_id = a.id WHERE a.workspace_id = $1 AND g.status = 'active') AS connected,
      app.id AS app_call, app.event_at AS app_at,
      EXISTS (SELECT FROM provider WHERE workspace_id = $1) AS provider,
      served.id AS served_call, served.event_at AS served_at
    FROM (VALUES (1)) one(row)
      LEFT JOIN LATERAL ${firstCall("workspace_id")} own ON true
      LEFT JOIN LATERAL ${firstCall("builder_workspace_id")} app ON true
      LEFT JOIN LATERAL ${firstCall("provider_workspace_id")} served ON true`;

interface FurthestEndpoint {
  readonly id: string;
  readonly price: boolean;
  readonly probed: boolean;
  readonly approved: boolean;
}

const FURTHEST_ENDPOINT = `
  SELECT e.id, EXISTS (SELECT FROM price_version v WHERE v.endpoint_id = e.id) AS price,
      e.status = 'approved' OR coalesce((e.last_probe->>'ok')::boolean, false) AS probed, e.status = 'approved' AS approved
    FROM endpoint e JOIN provider p ON p.id = e.provider_id
    WHERE p.workspace_id = $1
    ORDER BY approved DESC, probed DESC, price DESC, e.created_at DESC LIMIT 1`;
