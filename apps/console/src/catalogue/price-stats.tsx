import { Stat } from "@tollgate/ui/stat";
import type { Model } from "./load-models.ts";
import { piecePrice } from "./piece-price.ts";
import { PriceRange } from "./price-range.tsx";

/** What a model costs by what it is priced by: tokens in and out, or what it makes or reads by the piece. */
export function PriceStats({ model }: { model: Pick<Model, "kind" | "input" | "output" | "piece"> }) {
  const piece = model.piece && piecePrice(model.piece);
  return (
    <>
      {piece ? <Stat label="Price" value={<PriceRange range={piece.range} />} note={piece.per} /> : null}
      {model.input ? <Stat label="Input" value={<PriceRange range={model.input} />} note="per million tokens" /> : null}
      {model.output ? (
        <Stat label="Output" value={<PriceRange range={model.output} />} note="per million tokens" />
      ) : null}
      {piece === null && model.input === null && model.output === null ? (
        <Stat label="Price" value="Free" note="for every call" />
      ) : null}
    </>
  );
}
