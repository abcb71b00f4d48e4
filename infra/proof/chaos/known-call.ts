import { SeededRandom } from "@tollgate/marketplace/demo/seeded-random";

/** Units and legs of a call in nano-USD, known before it is made. */
export interface KnownLegs {
  readonly cost: bigint;
  readonly fee: bigint;
  readonly surcharge: bigint;
}

export interface KnownCall {
  /** Counts from 0; no other call of the run has the same units. */
  readonly sequence: number;
  readonly input: number;
  readonly output: number;
  readonly stream: boolean;
  /** The caller leaves after the first content. */
  readonly leaves: boolean;
  /** Which proxy and which key of the market are used: any number, by the rest of its division. */
  readonly proxy: number;
  readonly key: number;
  readonly body: string;
}

/** Nano-USD per token of input and output, by provider. Multiples of 20 make every leg a whole number of nanos: nothing is rounded. */
export const PRICES: Readonly<Record<string, { readonly input: bigint; readonly output: bigint }>> = {
  "demo-harbor": { input: 2_500n, output: 10_000n },
  "demo-lantern": { input: 2_600n, output: 10_400n },
};
export const MARGIN_BASIS_POINTS = 2_000;
const FEE_BASIS_POINTS = 500n;

const INPUTS = 250;
/** More than the prompt's characters divided by four, so that an estimate of a call that was cut stays below what is known. */
const LEAST_INPUT = 130;
const LEAST_OUTPUT = 40;

/** The call with this number: the same for the same seed. */
export function knownCall(seed: number, sequence: number): KnownCall {
  const random = new SeededRandom(seed * 1_000_003 + sequence);
  const input = LEAST_INPUT + (sequence % INPUTS);
  const output = LEAST_OUTPUT + 2 * Math.floor(sequence / INPUTS);
  const stream = random.next() < 0.5;
  const isSlow = stream && random.next() < 0.15;
  const script = {
    ...{ prompt_tokens: input, completion_tokens: output, tokens: 20 },
    ...(stream ? { chunk: 2, chunk_delay_ms: isSlow ? 350 : random.between(0, 50) } : {}),
    ...(stream ? {} : { delay_ms: random.between(0, 300) }),
  };
  const content = `Tell me about ledgers. [[sandbox ${JSON.stringify(script)}]]`;
  const body = JSON.stringify({
    ...{ model: "acme/echo-1", messages: [{ role: "user", content }], max_tokens: output, stream },
    // Only makes the request long enough for its units: what is held covers one token per byte.
    metadata: { filler: "x".repeat(INPUTS + LEAST_INPUT) },
  });
  return {
    ...{ sequence, input, output, stream, body },
    leaves: stream && random.next() < 0.05,
    proxy: random.between(0, 1_000),
    key: random.between(0, 1_000),
  };
}

/** What a call costs by arithmetic of our own: cost, 5 % of it for the platform, 20 % for the builder of an app. */
export function legsOf(units: { input: number; output: number }, provider: string, viaApp: boolean): KnownLegs {
  const price = PRICES[provider];
  if (!price) throw new Error(`nobody priced the provider ${provider}`);
  const cost = BigInt(units.input) * price.input + BigInt(units.output) * price.output;
  const surcharge = viaApp ? (cost * BigInt(MARGIN_BASIS_POINTS)) / 10_000n : 0n;
  return { cost, fee: (cost * FEE_BASIS_POINTS) / 10_000n, surcharge };
}

export function chargeOf({ cost, fee, surcharge }: KnownLegs): bigint {
  return cost + fee + surcharge;
}
