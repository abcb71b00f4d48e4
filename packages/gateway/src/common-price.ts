/** Prices that say how dear an endpoint is, nano-USD per million units; what is not priced is left out. */
export interface CommonPrices {
  readonly input?: bigint;
  readonly output?: bigint;
  readonly image?: bigint;
  readonly audio_second?: bigint;
  readonly search?: bigint;
  readonly character?: bigint;
}

/** The price to compare endpoints of one model by: input and output together, or the piece's where tokens have no price. Nano-USD per million. */
export function commonPrice({ input, output, image, audio_second, search, character }: CommonPrices): bigint {
  const tokens = (input ?? 0n) + (output ?? 0n);
  return tokens > 0n ? tokens : (image ?? audio_second ?? search ?? character ?? 0n);
}
