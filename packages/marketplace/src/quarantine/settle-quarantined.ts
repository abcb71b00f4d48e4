import { NO_CHARGE } from "@tollgate/pricing/price-call";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { settleEvents } from "../settlement/settle-events.ts";
import type { UsageEvent } from "../settlement/usage-event.ts";
import { priceAnew } from "./price-anew.ts";

type Decision = "settle" | "void";

/**
 * Records the call of a quarantined event through the same settlement as any other, at the worker's number or as void. Its call id makes it
 * happen once, however often it is asked for and by how many at once.
 * @throws MarketplaceError when the cause is still there, or the call was recorded otherwise meanwhile.
 */
export async function settleQuarantined(
  { db }: Pick<Services, "db">,
  stored: unknown,
  decision: Decision,
): Promise<UsageEvent> {
  const anew = await priceAnew(db, stored);
  if (anew.kind === "unreadable") throw new MarketplaceError("precondition_failed", "The event cannot be read.");
  if (decision === "settle" && anew.kind === "obstacle")
    throw new MarketplaceError("precondition_failed", `The cause is still there: ${anew.detail}.`);
  const legs = decision === "settle" && anew.kind === "priced" ? anew.legs : NO_CHARGE;
  const own = { cost: legs.costNano, fee: legs.feeNano, surcharge: legs.surchargeNano };
  const event = { ...(decision === "settle" ? anew.event : voided(anew.event)), legs: own };
  const { quarantined } = await settleEvents(db, [event]);
  const [refused] = quarantined;
  if (refused) throw new MarketplaceError("precondition_failed", `It could not be settled: ${refused.detail}.`);
  const call = await db.prisma.call.findUniqueOrThrow({ where: { id: event.id } });
  if (call.chargeNano !== legs.chargeNano || (decision === "void") !== (call.outcome === "void"))
    throw new MarketplaceError("conflict", `The call is recorded as ${call.outcome} with ${call.chargeNano} nano-USD.`);
  return event;
}

/** The event of a call that nobody pays and nobody earns from; what was metered stays in the quarantined event. */
function voided(event: UsageEvent): UsageEvent {
  return {
    ...event,
    endpoint: null,
    provider: null,
    payee: null,
    price: null,
    units: {},
    outcome: "void",
    source: "none",
  };
}
