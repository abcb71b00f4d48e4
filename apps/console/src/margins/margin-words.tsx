import { describeSponsored, describeTerms, type MarginTerms } from "./describe-margin.ts";

/** A margin in words, complete: its terms, and a line for every model with terms of its own. */
export function MarginWords({ margin }: { margin: MarginTerms }) {
  const models = Object.entries(margin.overrides ?? {});
  const [sponsored] = describeSponsored(margin);
  if (models.length === 0 && sponsored === undefined) return <>{describeTerms(margin)}</>;
  return (
    <>
      {describeTerms(margin)}
      <span className="mt-1 flex flex-col gap-0.5 font-normal text-sm">
        {models.map(([modelId, terms]) => (
          <span key={modelId}>
            <code className="break-all font-mono text-xs">{modelId}</code>: {describeTerms(terms)}
          </span>
        ))}
        {sponsored ? <span className="first-letter:uppercase">{sponsored}</span> : null}
      </span>
    </>
  );
}
