import { expect, test } from "vitest";
import { piecePrice } from "./piece-price.ts";

const range = (usdPerMillion: bigint) => ({ fromNano: usdPerMillion * 10n ** 9n, toNano: usdPerMillion * 10n ** 9n });

test("prices by the piece are told for as many as people speak of", () => {
  const told = (bucket: "image" | "audio_second" | "search" | "character", usd: bigint) => {
    const { range: of, per } = piecePrice({ bucket, ...range(usd) });
    return [of.fromNano, per];
  };
  expect(told("image", 40_000n)).toEqual([40_000_000n, "per picture"]);
  expect(told("audio_second", 100n)).toEqual([6_000_000n, "per minute of audio"]);
  expect(told("search", 2_000n)).toEqual([2_000_000_000n, "per thousand searches"]);
  expect(told("character", 15n)).toEqual([15_000_000_000n, "per million characters"]);
});
