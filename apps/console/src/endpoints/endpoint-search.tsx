import { Button } from "@tollgate/ui/button";
import { Input } from "@tollgate/ui/input";
import type { EndpointState } from "./endpoint-state.tsx";

type Props = { path: string; state: EndpointState | undefined; search: string };

/** A plain form, so that what is looked for is in the address. */
export function EndpointSearch({ path, state, search }: Props) {
  return (
    <search className="max-sm:w-full">
      <form action={path} className="flex gap-2">
        {state ? <input type="hidden" name="state" value={state} /> : null}
        <Input
          type="search"
          name="q"
          defaultValue={search}
          aria-label="Find a model"
          placeholder="Find a model"
          className="sm:w-56"
        />
        <Button type="submit">Find</Button>
      </form>
    </search>
  );
}
