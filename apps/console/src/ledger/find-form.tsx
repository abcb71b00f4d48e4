import { Button } from "@tollgate/ui/button";
import { Input } from "@tollgate/ui/input";
import { Search } from "lucide-react";

/** Looks an id up: a plain form, so that it works before scripts do. */
export function FindForm({ missing }: { missing?: string }) {
  return (
    <form action="/finance/ledger/find" className="flex max-w-xl flex-col gap-1.5" aria-label="Find by id">
      <div className="flex gap-2">
        <Input
          name="id"
          defaultValue={missing ?? ""}
          aria-label="Id"
          placeholder="Id of a journal, call, payment, refund, payout, dispute, workspace …"
          autoComplete="off"
          required
        />
        <Button type="submit">
          <Search aria-hidden="true" /> Find
        </Button>
      </div>
      {missing ? (
        <p role="alert" className="text-critical-text text-sm">
          The books know nothing of this id. Check that it is complete.
        </p>
      ) : null}
    </form>
  );
}
