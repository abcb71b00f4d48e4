"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@tollgate/ui/dropdown-menu";
import { IconButton } from "@tollgate/ui/icon-button";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { Ban, CirclePause, CirclePlay, Ellipsis, Pencil, ReceiptText, RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { KEY_FIELDS, readKeyDraft } from "./key-draft.ts";
import { type EditableKey, KeyFields } from "./key-fields.tsx";
import { RotateKey } from "./rotate-key.tsx";

type MenuKey = EditableKey & { readonly id: string; readonly state: "active" | "disabled" | "expired" | "revoked" };
type Props = { workspaceId: string; apiKey: MenuKey; callsHref: string; canChange: boolean };

/** What can be done with one key. */
export function KeyMenu({ workspaceId, apiKey, callsHref, canChange }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [shown, setShown] = useState<"edit" | "rotate" | "revoke" | null>(null);
  const revoke = useMutation(trpc.keys.revoke.mutationOptions());
  const show = (which: "edit" | "rotate" | "revoke") => (open: boolean) => setShown(open ? which : null);

  async function revokeKey() {
    await revoke.mutateAsync({ workspaceId, keyId: apiKey.id });
    toast({ title: `“${apiKey.name}” is revoked`, tone: "positive" });
    router.refresh();
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${apiKey.name}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuLink href={callsHref} icon={ReceiptText}>
          Its calls
        </MenuLink>
        {canChange ? (
          <>
            <MenuItem icon={Pencil} onSelect={() => setShown("edit")}>
              Name and limits
            </MenuItem>
            <MenuItem icon={RefreshCw} onSelect={() => setShown("rotate")}>
              Rotate
            </MenuItem>
            <SwitchItem workspaceId={workspaceId} apiKey={apiKey} />
            <MenuSeparator />
            <MenuItem icon={Ban} danger onSelect={() => setShown("revoke")}>
              Revoke
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <Dialog open={shown === "edit"} onOpenChange={show("edit")} title={`Change “${apiKey.name}”`}>
        <EditKeyForm workspaceId={workspaceId} apiKey={apiKey} onSaved={() => setShown(null)} />
      </Dialog>
      <RotateKey
        open={shown === "rotate"}
        onOpenChange={show("rotate")}
        workspaceId={workspaceId}
        keyId={apiKey.id}
        name={apiKey.name}
      />
      <ConfirmDialog
        open={shown === "revoke"}
        onOpenChange={show("revoke")}
        title={`Revoke “${apiKey.name}”?`}
        act="Revoke key"
        danger
        onConfirm={revokeKey}
      >
        Whatever uses this key stops working at once. Its calls and receipts stay. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}

/** Takes a key out of use for a while, or back into it. */
function SwitchItem({ workspaceId, apiKey }: { workspaceId: string; apiKey: MenuKey }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const off = apiKey.state === "disabled";
  const update = useMutation(
    trpc.keys.update.mutationOptions({
      onError: (error) => toast({ title: formErrorsOf(error, []).form ?? error.message, tone: "critical" }),
      onSuccess: ({ name }) => {
        const description = off
          ? "Its next call is answered again."
          : "Its calls are refused until you turn it on again.";
        toast({ title: `“${name}” is turned ${off ? "on" : "off"}`, description, tone: "positive" });
        router.refresh();
      },
    }),
  );
  return (
    <MenuItem
      icon={off ? CirclePlay : CirclePause}
      onSelect={() => update.mutate({ workspaceId, keyId: apiKey.id, disabled: !off })}
    >
      {off ? "Turn on" : "Turn off"}
    </MenuItem>
  );
}

function EditKeyForm({ workspaceId, apiKey, onSaved }: { workspaceId: string; apiKey: MenuKey; onSaved: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const update = useMutation(
    trpc.keys.update.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, KEY_FIELDS)),
      onSuccess: ({ name }) => {
        toast({ title: `“${name}” is changed`, description: "It applies to the next call.", tone: "positive" });
        onSaved();
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = readKeyDraft(new FormData(event.currentTarget));
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) update.mutate({ workspaceId, keyId: apiKey.id, ...read.draft });
  }

  return (
    <form noValidate method="post" onSubmit={submit}>
      {errors.form ? (
        <div className="mb-5">
          <Notice tone="critical">{errors.form}</Notice>
        </div>
      ) : null}
      <KeyFields apiKey={apiKey} errors={errors} />
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent="primary" busy={update.isPending}>
          Save
        </Button>
      </DialogActions>
    </form>
  );
}
