import { LinkTabs } from "@tollgate/ui/tabs";
import { type ListQuery, listHref } from "./list-query.ts";

type Props<State extends string> = {
  path: string;
  query: ListQuery<State>;
  states: readonly { readonly state: State | null; readonly label: string }[];
  /** How many there are in each state, where that is known. */
  counts?: Readonly<Partial<Record<State, number>>>;
};

/** One tab per state; what else narrows the list stays. */
export function StateTabs<State extends string>({ path, query, states, counts }: Props<State>) {
  return (
    <div className="mb-5">
      <LinkTabs
        label="State"
        tabs={states.map(({ state, label }) => {
          const count = state === null ? undefined : counts?.[state];
          return {
            href: listHref(path, { ...query, after: null, state }),
            label: (
              <>
                {label} {count === undefined ? null : <span className="tabular text-ink-faint">{count}</span>}
              </>
            ),
            current: state === query.state,
          };
        })}
      />
    </div>
  );
}
