"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Member } from "./member-menu.tsx";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  workspaceId: string;
  member: Member;
  isSelf: boolean;
};

/** Takes a person out of the workspace, and decides what becomes of the keys they made. */
export function RemoveMember({ open, onOpenChange, workspaceId, member, isSelf }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [error, setError] = useState<string | undefined>();
  const { user } = member;
  const remove = useMutation(
    trpc.members.remove.mutationOptions({
      onError: (cause) => setError(formErrorsOf(cause, []).form),
      onSuccess: ({ revokedKeys, handedOverKeys }) => {
        if (isSelf) return window.location.assign("/home");
        const description = `${revokedKeys} keys revoked, ${handedOverKeys} handed over.`;
        toast({ title: `${user.name} is no longer a member`, description, tone: "positive" });
        onOpenChange(false);
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setError(undefined);
    const keys = new FormData(event.currentTarget).get("keys") === "hand_over" ? "hand_over" : "revoke";
    remove.mutate({ workspaceId, userId: user.id, keys });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={isSelf ? "Leave this workspace?" : `Remove ${user.name}?`}
      size="sm"
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-ink-muted">
          {isSelf
            ? "You see nothing of it any more, at once. Somebody has to invite you to come back."
            : "They see nothing of it any more, at once. Their calls and receipts stay."}
        </p>
        {error ? <Notice tone="critical">{error}</Notice> : null}
        <Field
          label={isSelf ? "Keys you made" : "Keys they made"}
          hint="Revoked keys stop working at once and for good. Keys of the playground always end."
        >
          <Select
            name="keys"
            defaultValue="revoke"
            options={[
              { value: "revoke", label: "Revoke them" },
              { value: "hand_over", label: isSelf ? "Hand them to the first owner" : "Hand them to me" },
            ]}
          />
        </Field>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="danger" busy={remove.isPending}>
            {isSelf ? "Leave" : "Remove"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
