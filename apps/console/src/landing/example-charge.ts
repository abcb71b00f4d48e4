/** The landing page's worked example. The prices are an illustration, the arithmetic is the product's. */

const INPUT_TOKENS = 1_840n;
const OUTPUT_TOKENS = 620n;
const INPUT_PRICE_PER_MILLION_NANO = 2_500_000_000n;
const OUTPUT_PRICE_PER_MILLION_NANO = 10_000_000_000n;
const FEE_BASIS_POINTS = 550n;
const MARGIN_BASIS_POINTS = 2_000n;

const inputNano = (INPUT_TOKENS * INPUT_PRICE_PER_MILLION_NANO) / 1_000_000n;
const outputNano = (OUTPUT_TOKENS * OUTPUT_PRICE_PER_MILLION_NANO) / 1_000_000n;
const costNano = inputNano + outputNano;
const feeNano = (costNano * FEE_BASIS_POINTS) / 10_000n;
const surchargeNano = (costNano * MARGIN_BASIS_POINTS) / 10_000n;

export const exampleCharge = {
  lines: [
    { label: "1,840 input tokens at $2.50 / M", nano: inputNano },
    { label: "620 output tokens at $10.00 / M", nano: outputNano },
    { label: "Platform fee, 5.5%", nano: feeNano },
    { label: "App’s margin, 20%, as accepted", nano: surchargeNano },
  ],
  costNano,
  feeNano,
  surchargeNano,
  chargeNano: costNano + feeNano + surchargeNano,
};
