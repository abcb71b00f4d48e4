import type { FinderFault } from "@tollgate/ui/finder";

/** Something a finder looks through that is fetched when it opens. */
export interface FinderSource {
  /** As it begins a sentence, such as "The documentation". */
  readonly name: string;
  readonly hasFailed: boolean;
  readonly onRetry: () => void;
}

/** What of it could not be fetched, so that a finder does not say that nothing matches; undefined when all is there. */
export function finderFault(sources: readonly FinderSource[]): FinderFault | undefined {
  const failed = sources.filter(({ hasFailed }) => hasFailed);
  const [first, ...others] = failed.map(({ name }) => name);
  if (first === undefined) return undefined;
  const names = [first, ...others.map((name) => name.charAt(0).toLowerCase() + name.slice(1))].join(" and ");
  return {
    text: `${names} could not be loaded and ${others.length > 0 ? "are" : "is"} not searched.`,
    onRetry: () => {
      for (const source of failed) source.onRetry();
    },
  };
}
