import { bucketOrder } from "./feature-words.ts";

type Prices = Readonly<Record<string, bigint | undefined>>;

/** What a bucket costs unless it is priced apart. */
const PLAIN: Readonly<Record<string, string>> = {
  cache_read: "input",
  cache_write_5m: "input",
  cache_write_1h: "input",
  reasoning: "output",
};

/** The prices of an offer that input and output do not tell: those of other buckets, where they differ. */
export function otherPrices(prices: Prices): { bucket: string; nano: bigint }[] {
  return Object.entries(prices)
    .flatMap(([bucket, nano]) => {
      const told = bucket === "input" || bucket === "output";
      const plain = PLAIN[bucket];
      if (told || nano === undefined || (plain !== undefined && prices[plain] === nano)) return [];
      return [{ bucket, nano }];
    })
    .sort((a, b) => bucketOrder(a.bucket) - bucketOrder(b.bucket));
}
