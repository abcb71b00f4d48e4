type Range = { readonly fromNano: bigint; readonly toNano: bigint };
type Bucket = "image" | "audio_second" | "search" | "character";

const MILLION = 1_000_000n;

/** How many pieces people speak of, and what they call them. */
const SPOKEN: Readonly<Record<Bucket, { readonly pieces: bigint; readonly per: string; readonly short: string }>> = {
  image: { pieces: 1n, per: "per picture", short: "picture" },
  audio_second: { pieces: 60n, per: "per minute of audio", short: "minute" },
  search: { pieces: 1_000n, per: "per thousand searches", short: "1K searches" },
  character: { pieces: MILLION, per: "per million characters", short: "M characters" },
};

/** A price by the piece, for as many as people speak of. @param range nano-USD per million pieces. */
export function piecePrice({ bucket, fromNano, toNano }: Range & { readonly bucket: Bucket }) {
  const { pieces, per, short } = SPOKEN[bucket];
  const of = (nano: bigint) => (nano * pieces) / MILLION;
  return { range: { fromNano: of(fromNano), toNano: of(toNano) }, per, short };
}
