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
import { ROLES, type Role, readRole, rolesToGive } from "./role-words.ts";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  workspace: { id: string; role: Role };
  member: Member;
};

/** Changes what a member may do. */
export function ChangeRole({ open, onOpenChange, workspace, member }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [error, setError] = useState<string | undefined>();
  const { user } = member;
  const change = useMutation(
    trpc.members.changeRole.mutationOptions({
      onError: (cause) => setError(formErrorsOf(cause, []).form),
      onSuccess: (_, { role }) => {
        toast({ title: `${user.name} is now ${ROLES[role].name.toLowerCase()}`, tone: "positive" });
        onOpenChange(false);
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setError(undefined);
    const role = readRole(String(new FormData(event.currentTarget).get("role")));
    change.mutate({ workspaceId: workspace.id, userId: user.id, role });
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={`Role of ${user.name}`} size="sm">
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {error ? <Notice tone="critical">{error}</Notice> : null}
        <Field label="Role" hint="It holds from their next request on.">
          <Select name="role" options={rolesToGive(workspace.role)} defaultValue={member.role} />
        </Field>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="primary" busy={change.isPending}>
            Change role
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
