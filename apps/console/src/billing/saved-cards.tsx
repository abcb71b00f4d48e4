"use client";

import { useMutation } from "@tanstack/react-query";
import { Badge } from "@tollgate/ui/badge";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Notice } from "@tollgate/ui/notice";
import { ArrowUpRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { formErrorsOf, rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { cardName, type SavedCard } from "./card-name.ts";

type Props = { workspaceId: string; cards: readonly SavedCard[]; justSaved: boolean };

/** The cards of a workspace: one is charged by default, each can go. */
export function SavedCards({ workspaceId, cards, justSaved }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const onError = (error: unknown) => setProblem(formErrorsOf(error, []).form);
  const save = useMutation(
    trpc.billing.saveCard.mutationOptions({ onError, onSuccess: ({ url }) => window.location.assign(url) }),
  );
  const makeDefault = useMutation(
    trpc.billing.setDefaultCard.mutationOptions({ onError, onSuccess: () => router.refresh() }),
  );
  // The processor's own message may come later than the person does.
  const { mutate: refresh } = useMutation(
    trpc.billing.refreshCards.mutationOptions({ onError, onSuccess: () => router.refresh() }),
  );
  const asked = useRef(false);
  useEffect(() => {
    if (!justSaved || asked.current) return;
    asked.current = true;
    refresh({ workspaceId });
  }, [justSaved, refresh, workspaceId]);

  return (
    <Card>
      <CardHeader title="Saved cards" hint="Stripe keeps the number. We see its last four digits." />
      <CardBody className="flex flex-col gap-4">
        {problem ? <Notice tone="critical">{problem}</Notice> : null}
        {cards.length === 0 ? <p className="text-ink-muted">No card is saved yet.</p> : null}
        <ul className="flex flex-col gap-3" aria-label="Saved cards">
          {cards.map((card) => (
            <li key={card.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <span className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{cardName(card)}</span>
                <span className="tabular text-ink-muted text-sm">
                  ends {String(card.expMonth).padStart(2, "0")}/{card.expYear}
                </span>
                {card.isDefault ? <Badge tone="accent">Charged by default</Badge> : null}
              </span>
              <span className="flex gap-2">
                {card.isDefault ? null : (
                  <Button
                    size="sm"
                    disabled={makeDefault.isPending}
                    onClick={() => makeDefault.mutate({ workspaceId, cardId: card.id })}
                  >
                    Make default
                  </Button>
                )}
                <RemoveButton workspaceId={workspaceId} card={card} />
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
      <CardFooter note="Nothing is charged now.">
        <Button busy={save.isPending || save.isSuccess} onClick={() => save.mutate({ workspaceId })}>
          Save a card <ArrowUpRight aria-hidden="true" />
        </Button>
      </CardFooter>
    </Card>
  );
}

function RemoveButton({ workspaceId, card }: { workspaceId: string; card: SavedCard }) {
  const trpc = useTRPC();
  const router = useRouter();
  const remove = useMutation(trpc.billing.removeCard.mutationOptions());
  async function confirm() {
    await remove.mutateAsync({ workspaceId, cardId: card.id }).catch(rejectInWords);
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Remove</Button>}
      title={`Remove ${cardName(card)}?`}
      act="Remove card"
      danger
      onConfirm={confirm}
    >
      It can no longer be charged here.
      {card.isDefault ? " Automatic top-up ends with it; no other card takes its place unasked." : ""}
    </ConfirmDialog>
  );
}
