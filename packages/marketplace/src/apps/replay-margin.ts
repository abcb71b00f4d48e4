import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { readDays } from "../day-range.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { firstExactDay, readTrafficCalls, readTrafficDays } from "./app-traffic.ts";
import { WITH_MARGINS } from "./app-view.ts";
import {
  type Compared,
  type ComparedCustomer,
  type ComparedMargins,
  type ConsentNeed,
  compareMargins,
  consentNeed,
  medianPriceChange,
  priceChange,
} from "./compare-margins.ts";
import { consentState } from "./consent-state.ts";
import { MarginFields, marginTerms } from "./margin-input.ts";
import { toMarginView } from "./margin-view.ts";
import { requireModels } from "./require-models.ts";

export const ReplayMarginInput = MarginFields.extend({ workspaceId: z.string(), appId: z.string() });
export type ReplayMarginInput = z.input<typeof ReplayMarginInput>;

export interface ReplayedCustomer extends Compared {
  readonly workspaceId: string;
  readonly name: string;
  readonly need: ConsentNeed;
  /** Of what the customer pays for the calls, in hundredths of a percent; `null` for one who left or paid nothing. */
  readonly priceChange: number | null;
}

export interface MarginReplay {
  /** UTC days, both included. */
  readonly from: string;
  readonly to: string;
  readonly total: Compared;
  readonly byModel: readonly (Compared & { readonly modelId: string })[];
  /** Most proposed first. */
  readonly byCustomer: readonly ReplayedCustomer[];
  readonly consent: {
    /** Active customers who would be asked, whether they called lately or not. */
    readonly customers: number;
    /** Of the proposed revenue, what is earned only while they accept: without it their calls are refused. */
    readonly restsOnNano: bigint;
    /** What is earned whatever they decide. */
    readonly certainNano: bigint;
    /** What those who disconnected would have brought. */
    readonly leftNano: bigint;
  };
  /** For the customer in the middle, in hundredths of a percent; `null` when nobody paid anything. */
  readonly medianPriceChange: number | null;
  /** From when calls were replayed one by one. */
  readonly exactFrom: string;
  /** Calls of days before, which came from daily sums. */
  readonly summedCalls: number;
}

/** What the last 30 days of an app would have earned under another margin, and who would have to consent to it. Changes nothing. Members may. */
export async function replayMargin(ctx: Context, input: ReplayMarginInput): Promise<MarginReplay> {
  const { workspaceId, appId, effectiveOn: _, ...fields } = parseInput(ReplayMarginInput, input);
  requireWorkspace(ctx, workspaceId);
  const proposed = marginTerms(fields);
  const now = ctx.now();
  const app = await ctx.db.prisma.app.findFirst({
    where: { id: appId, workspaceId },
    include: { ...WITH_MARGINS, grants: { include: { workspace: { select: { name: true } } } } },
  });
  if (!app) throw new MarketplaceError("not_found", "This app does not exist.");
  await requireModels(ctx.db.prisma, Object.keys(proposed.overrides));
  const margins = app.marginVersions.map(toMarginView);
  const customers = app.grants.map((grant): ComparedCustomer => {
    const { accepted, applied } = consentState(margins, grant, now);
    return { workspaceId: grant.workspaceId, status: grant.status, accepted, applied: applied ?? accepted };
  });
  const all = readDays({}, now);
  const range = { from: all[0] ?? "", to: all.at(-1) ?? "" };
  const days = await readTrafficDays(ctx, appId, range);
  const exactFrom = firstExactDay(days, range.from);
  const calls = await readTrafficCalls(ctx, {
    appId,
    workspaceIds: customers.map((one) => one.workspaceId),
    since: exactFrom,
  });
  const earlier = days.filter(({ day }) => day < exactFrom);
  const compared = compareMargins({ customers, calls, days: earlier, proposed });
  const names = new Map(app.grants.map((grant) => [grant.workspaceId, grant.workspace.name]));
  return {
    ...range,
    total: compared.total,
    byModel: [...compared.byModel].map(([modelId, sum]) => ({ modelId, ...sum })).sort(mostFirst),
    byCustomer: [...compared.byCustomer]
      .map(([id, sum]) => ({
        workspaceId: id,
        name: names.get(id) ?? id,
        ...sum,
        priceChange: priceChange(sum)[0] ?? null,
      }))
      .sort(mostFirst),
    consent: {
      customers: customers.filter((customer) => consentNeed(customer, proposed) === "asked").length,
      ...proposedBy(compared),
    },
    medianPriceChange: medianPriceChange(compared.byCustomer.values()),
    exactFrom,
    summedCalls: compared.summedCalls,
  };
}

function proposedBy({ byCustomer }: ComparedMargins) {
  const of = (need: ConsentNeed) =>
    [...byCustomer.values()].reduce((sum, one) => (one.need === need ? sum + one.proposedNano : sum), 0n);
  return { restsOnNano: of("asked"), certainNano: of("none"), leftNano: of("left") };
}

function mostFirst(a: Compared, b: Compared): number {
  if (a.proposedNano !== b.proposedNano) return a.proposedNano > b.proposedNano ? -1 : 1;
  return b.calls - a.calls;
}
