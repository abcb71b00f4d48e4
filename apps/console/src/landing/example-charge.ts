/**
 * The landing page's worked example. The prices are an illustration; the arithmetic is the product's: each leg is exact
 * until it is rounded once, half to even, to a whole nano-dollar.
 */

const INPUT_TOKENS = 1_851n;
const OUTPUT_TOKENS = 623n;
const INPUT_PRICE_PER_MILLION_NANO = 2_500_000_000n;
const OUTPUT_PRICE_PER_MILLION_NANO = 10_000_000_000n;
const FEE_BASIS_POINTS = 500n;
const MARGIN_BASIS_POINTS = 1_250n;

function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = (value % divisor) * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

const inputNano = divideHalfEven(INPUT_TOKENS * INPUT_PRICE_PER_MILLION_NANO, 1_000_000n);
const outputNano = divideHalfEven(OUTPUT_TOKENS * OUTPUT_PRICE_PER_MILLION_NANO, 1_000_000n);
const costNano = inputNano + outputNano;
const feeNano = divideHalfEven(costNano * FEE_BASIS_POINTS, 10_000n);
const surchargeNano = divideHalfEven(costNano * MARGIN_BASIS_POINTS, 10_000n);

export const exampleCharge = {
  lines: [
    { label: "1,851 input tokens", rate: "$2.50 / M", nano: inputNano },
    { label: "623 output tokens", rate: "$10.00 / M", nano: outputNano },
    { label: "Platform fee", rate: "5%", nano: feeNano },
    { label: "App’s margin", rate: "12.5%", nano: surchargeNano },
  ],
  costNano,
  feeNano,
  surchargeNano,
  chargeNano: costNano + feeNano + surchargeNano,
};
