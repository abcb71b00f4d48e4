"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatDate } from "@tollgate/ui/format/time";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import type { MarginTerms } from "../margins/describe-margin.ts";
import { MarginWords } from "../margins/margin-words.tsx";
import { useTRPC } from "../trpc/client.tsx";

type Margin = MarginTerms & { readonly id: string; readonly version: number; readonly effectiveAt: Date };
type Props = { workspaceId: string; grantId: string; appName: string; accepted: Margin; proposed: Margin };

/** Consent to another margin, with the old one beside it: nobody should have to remember what they agreed to. */
export function AcceptMargin({ workspaceId, grantId, appName, accepted, proposed }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const accept = useMutation(trpc.grants.acceptMargin.mutationOptions());

  async function confirm() {
    await accept.mutateAsync({ workspaceId, grantId, marginVersionId: proposed.id });
    toast({ title: `The new margin of ${appName} is accepted`, tone: "positive" });
    router.refresh();
  }

  const terms = [
    { label: "You agreed to", margin: accepted, strong: false },
    { label: `From ${formatDate(proposed.effectiveAt)}`, margin: proposed, strong: true },
  ];
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Review margin</Button>}
      title={`Accept the new margin of ${appName}?`}
      act="Accept margin"
      onConfirm={confirm}
    >
      <dl className="flex flex-col gap-2">
        {terms.map(({ label, margin, strong }) => (
          <div key={margin.id} className="rounded-md border bg-surface px-4 py-3 dark:bg-sunken">
            <dt className="text-sm">
              {label} · version {margin.version}
            </dt>
            <dd className={strong ? "mt-0.5 font-semibold text-ink" : "mt-0.5 text-ink"}>
              <MarginWords margin={margin} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4">It is added to what the provider and the platform charge, on each call of this app.</p>
    </ConfirmDialog>
  );
}
