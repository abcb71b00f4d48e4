"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { useToast } from "@tollgate/ui/toast";
import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { type Role, readRole, rolesToGive } from "./role-words.ts";

const DAYS = [
  { value: "1", label: "One day" },
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
];

/** Asks a person in by e-mail. */
export function InviteMember({ workspaceId, own }: { workspaceId: string; own: Role }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const invite = useMutation(trpc.members.invite.mutationOptions());
  return (
    <RequestDialog
      trigger={
        <Button intent="primary">
          <UserPlus aria-hidden="true" /> Invite a person
        </Button>
      }
      title="Invite a person"
      lead="They get a link by e-mail and accept it with their account, or with a new one for that address."
      act="Send invitation"
      fields={["email", "role", "days"]}
      onSubmit={async (read) => {
        const { invitation, mailed } = await invite.mutateAsync({
          workspaceId,
          email: read("email"),
          role: readRole(read("role")),
          days: Number(read("days")),
        });
        toast(
          mailed
            ? { title: `${invitation.email} is invited`, tone: "positive" }
            : {
                title: "The mail could not be sent",
                description: "The invitation waits; send it again.",
                tone: "critical",
              },
        );
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="E-mail" error={errors.email} required>
            <Input name="email" type="email" autoComplete="off" />
          </Field>
          <Field label="Role" error={errors.role}>
            <Select name="role" options={rolesToGive(own)} defaultValue="member" />
          </Field>
          <Field label="The link works for" error={errors.days}>
            <Select name="days" options={DAYS} defaultValue="7" />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
