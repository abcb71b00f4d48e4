import { redirect } from "next/navigation";
import { entriesHref } from "../../../../../ledger/entry-query.ts";
import { requireDuty } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

/** Leads from an id to the page about it, and back with a word when there is none. */
export async function GET(request: Request): Promise<never> {
  await requireDuty("finance");
  const id = new URL(request.url).searchParams.get("id")?.trim().slice(0, 200) ?? "";
  const { ledger } = await api();
  const found = id === "" ? null : await ledger.find({ id });
  switch (found?.kind) {
    case "journal":
      return redirect(`/finance/ledger/${found.id}`);
    case "owner":
      return redirect(entriesHref({ owner: found.id }));
    case "run":
      return redirect(`/finance/payouts/${found.id}`);
    default:
      return redirect(`/finance/ledger?${new URLSearchParams({ missing: id })}`);
  }
}
