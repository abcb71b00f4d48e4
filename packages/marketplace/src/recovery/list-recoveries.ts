import { z } from "zod";
import { type Context, type PlatformRole, requirePlatformRole, requireUser } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { deviceWords } from "../sessions/device-words.ts";

export const RECOVERY_STATES = ["open", "approved", "rejected", "withdrawn", "over"] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

export const ListRecoveriesInput = z.object({ state: z.enum(RECOVERY_STATES).nullish() });
export type ListRecoveriesInput = z.input<typeof ListRecoveriesInput>;

/** Somebody who has lost what they prove themselves with. */
export interface RecoveryView {
  readonly id: string;
  readonly state: RecoveryState;
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly duty: PlatformRole };
  readonly reason: string;
  readonly ip: string | null;
  readonly device: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly note: string;
  /** Whether the operator who looks may decide: never over their own. */
  readonly mayDecide: boolean;
}

/** At most this many; there are few. */
const SHOWN = 200;

/** Requests of people who have lost their authenticator app, open ones first, then the newest. Operators may. */
export async function listRecoveries(ctx: Context, input: ListRecoveriesInput): Promise<RecoveryView[]> {
  requirePlatformRole(ctx, "operator");
  const { state } = parseInput(ListRecoveriesInput, input);
  const viewer = requireUser(ctx);
  const rows = await ctx.db.prisma.recoveryRequest.findMany({
    include: { user: true },
    orderBy: [{ decidedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
    take: SHOWN,
  });
  const deciders = rows.flatMap(({ decidedById }) => decidedById ?? []);
  const names = await ctx.db.prisma.user.findMany({
    where: { id: { in: deciders } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return rows
    .map((row) => {
      const now = stateOf(row, ctx.now());
      const { id, name, email, platformRole } = row.user;
      return {
        id: row.id,
        state: now,
        person: { id, name, email, duty: platformRole },
        reason: row.reason,
        ip: row.ip,
        device: deviceWords(row.userAgent),
        requestedAt: row.createdAt,
        expiresAt: row.expiresAt,
        decidedAt: row.decidedAt,
        decidedBy: row.decidedById === null ? null : (nameOf.get(row.decidedById) ?? row.decidedById),
        note: row.note,
        mayDecide: now === "open" && id !== viewer,
      };
    })
    .filter((view) => !state || view.state === state);
}

function stateOf(row: { readonly decision: string | null; readonly expiresAt: Date }, now: Date): RecoveryState {
  const decided = RECOVERY_STATES.find((known) => known === row.decision);
  return decided ?? (row.expiresAt <= now ? "over" : "open");
}
