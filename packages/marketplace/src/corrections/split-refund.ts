/** The three legs of a charge, in nano-USD. */
export interface Legs {
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
}

/**
 * What each party gives back when part of a call is refunded: in proportion to what is left of its leg, floored; the nanos that flooring
 * leaves over come from the first legs that have them. Exactly as the database's `refund_call` books it.
 * @param left what is left of each leg after earlier refunds.
 * @throws RangeError for an amount that is not above zero and within what is left.
 */
export function splitRefund(amountNano: bigint, left: Legs): Legs {
  const legs = [left.costNano, left.feeNano, left.surchargeNano];
  const total = legs.reduce((sum, leg) => sum + leg, 0n);
  if (amountNano <= 0n || amountNano > total) throw new RangeError("a refund is above zero and within what is left");
  const parts = legs.map((leg) => (amountNano * leg) / total);
  let rest = amountNano - parts.reduce((sum, part) => sum + part, 0n);
  const [costNano = 0n, feeNano = 0n, surchargeNano = 0n] = parts.map((part, index) => {
    if (rest === 0n || part >= (legs[index] ?? 0n)) return part;
    rest -= 1n;
    return part + 1n;
  });
  return { costNano, feeNano, surchargeNano };
}
