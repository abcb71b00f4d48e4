/** A model as the playground offers it. */
export interface PlaygroundModel {
  readonly id: string;
  readonly name: string;
  /** What can be said of it in a line. */
  readonly lead: string;
  /** Such as `$0.15 in, $0.60 out per million tokens`. */
  readonly price: string;
  /** Lowest prices in nano-USD per million tokens, for what an answer has cost so far; `null` where there is none. */
  readonly inputNano: bigint | null;
  readonly outputNano: bigint | null;
  readonly seesImages: boolean;
  readonly usesTools: boolean;
  /** Pictures beside words. */
  readonly givesPictures: boolean;
}
