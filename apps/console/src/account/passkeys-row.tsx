"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { Timestamp } from "@tollgate/ui/timestamp";
import { useToast } from "@tollgate/ui/toast";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { hasNoName, passkeyProblem } from "../access/passkey-problem.ts";
import { type FormErrors, formErrorsOf, rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { SecurityRow } from "./security-row.tsx";

type Passkey = Outputs["me"]["security"]["passkeys"][number];
type Props = { passkeys: readonly Passkey[]; fresh: boolean };

export function PasskeysRow({ passkeys, fresh }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <SecurityRow
      icon={KeyRound}
      title="Passkeys"
      state="Sign in with your finger, face or device code. Nothing to remember, nothing to phish."
      actions={
        <Dialog
          open={open}
          onOpenChange={setOpen}
          size="sm"
          trigger={
            <Button size="sm" disabled={!fresh}>
              Add a passkey
            </Button>
          }
          title="Add a passkey"
          description="Your browser asks where to keep it."
        >
          <AddPasskey onDone={() => setOpen(false)} />
        </Dialog>
      }
    >
      {passkeys.length > 0 ? (
        <ul aria-label="Passkeys" className="divide-y rounded-md border">
          {passkeys.map((passkey) => (
            <PasskeyLine key={passkey.id} passkey={passkey} fresh={fresh} />
          ))}
        </ul>
      ) : null}
    </SecurityRow>
  );
}

function PasskeyLine({ passkey, fresh }: { passkey: Passkey; fresh: boolean }) {
  const { id, name, createdAt, lastUsedAt } = passkey;
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const remove = useMutation(trpc.me.removePasskey.mutationOptions());
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3.5 py-2.5">
      <div className="min-w-0">
        <p className="truncate font-medium">{name}</p>
        <p className="text-ink-muted text-sm">
          Added <Timestamp at={createdAt} />,{" "}
          {lastUsedAt ? (
            <>
              used <Timestamp at={lastUsedAt} />
            </>
          ) : (
            "not used yet"
          )}
        </p>
      </div>
      <div className="flex gap-2">
        <RenamePasskey id={id} name={name} />
        <ConfirmDialog
          trigger={
            <Button size="sm" disabled={!fresh} aria-label={`Remove ${name}`}>
              Remove
            </Button>
          }
          title={`Remove “${name}”?`}
          act="Remove passkey"
          danger
          onConfirm={async () => {
            await remove.mutateAsync({ passkeyId: id }).catch(rejectInWords);
            toast({ title: `“${name}” is removed`, tone: "positive" });
            router.refresh();
          }}
        >
          It no longer signs in. Delete it on the device as well, or it will go on being offered.
        </ConfirmDialog>
      </div>
    </li>
  );
}

function AddPasskey({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const begin = useMutation(trpc.me.beginPasskey.mutationOptions());
  const add = useMutation(trpc.me.addPasskey.mutationOptions());
  return (
    <NameForm
      act="Continue"
      hint="To tell your devices apart, such as “Laptop”."
      onName={async (name) => {
        if (hasNoName(window.location.hostname)) throw new Error(passkeyProblem("no name"));
        const optionsJSON = await begin.mutateAsync();
        const answer = await startRegistration({ optionsJSON }).catch((error: unknown) => {
          throw new Error(passkeyProblem(error));
        });
        const { id, rawId, response } = answer;
        const { clientDataJSON, attestationObject, transports } = response;
        const made = {
          id,
          rawId,
          type: "public-key" as const,
          response: { clientDataJSON, attestationObject, transports },
        };
        await add.mutateAsync({ name, answer: made });
      }}
      done="Your passkey is added"
      onDone={onDone}
    />
  );
}

function RenamePasskey({ id, name }: { id: string; name: string }) {
  const [open, setOpen] = useState(false);
  const trpc = useTRPC();
  const rename = useMutation(trpc.me.renamePasskey.mutationOptions());
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={
        <Button size="sm" aria-label={`Rename ${name}`}>
          Rename
        </Button>
      }
      title={`Rename “${name}”`}
    >
      <NameForm
        act="Save"
        name={name}
        onName={async (next) => void (await rename.mutateAsync({ passkeyId: id, name: next }))}
        done="The passkey is renamed"
        onDone={() => setOpen(false)}
      />
    </Dialog>
  );
}

type NameFormProps = {
  act: string;
  name?: string;
  hint?: string;
  /** Rejects with the API's refusal, or with an `Error` whose message is a sentence for the person. */
  onName: (name: string) => Promise<void>;
  done: string;
  onDone: () => void;
};

function NameForm({ act, name, hint, onName, done, onDone }: NameFormProps) {
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const next = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (!next) return setErrors({ name: "Enter a name for the passkey." });
    setBusy(true);
    setErrors({});
    try {
      await onName(next);
      onDone();
      toast({ title: done, tone: "positive" });
      router.refresh();
    } catch (error) {
      const own = error instanceof Error && error.constructor === Error;
      setErrors(own ? { form: error.message } : formErrorsOf(error, ["name"]));
    }
    setBusy(false);
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field label="Name" hint={hint} error={errors.name} required>
        <Input name="name" defaultValue={name} maxLength={80} autoComplete="off" autoFocus />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent="primary" busy={busy}>
          {act}
        </Button>
      </DialogActions>
    </form>
  );
}
