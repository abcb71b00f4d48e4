"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@tollgate/ui/dropdown-menu";
import { Field } from "@tollgate/ui/field";
import { parseMoneyInput } from "@tollgate/ui/format/money";
import { IconButton } from "@tollgate/ui/icon-button";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { Ellipsis, Gauge, ReceiptText, Unplug } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { plainUsd } from "../margins/margin-draft.ts";
import { useTRPC } from "../trpc/client.tsx";

type MenuGrant = {
  readonly id: string;
  readonly app: { readonly name: string };
  readonly monthlyCapNano: bigint | null;
};
type Props = { workspaceId: string; grant: MenuGrant; callsHref: string };

/** What can be done with a connected app. */
export function GrantMenu({ workspaceId, grant, callsHref }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [shown, setShown] = useState<"cap" | "revoke" | null>(null);
  const revoke = useMutation(trpc.grants.revoke.mutationOptions());
  const show = (which: "cap" | "revoke") => (open: boolean) => setShown(open ? which : null);

  async function disconnect() {
    await revoke.mutateAsync({ workspaceId, grantId: grant.id });
    toast({ title: `${grant.app.name} is disconnected`, tone: "positive" });
    router.refresh();
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${grant.app.name}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuLink href={callsHref} icon={ReceiptText}>
          Its calls
        </MenuLink>
        <MenuItem icon={Gauge} onSelect={() => setShown("cap")}>
          Monthly cap
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Unplug} danger onSelect={() => setShown("revoke")}>
          Disconnect
        </MenuItem>
      </Menu>
      <Dialog
        open={shown === "cap"}
        onOpenChange={show("cap")}
        title={`Monthly cap of ${grant.app.name}`}
        description="Once its calls of a UTC month cost this much, further ones are refused."
        size="sm"
      >
        <CapForm workspaceId={workspaceId} grant={grant} onSaved={() => setShown(null)} />
      </Dialog>
      <ConfirmDialog
        open={shown === "revoke"}
        onOpenChange={show("revoke")}
        title={`Disconnect ${grant.app.name}?`}
        act="Disconnect"
        danger
        onConfirm={disconnect}
      >
        Its keys stop working at once, so it can no longer spend your credit. Past calls and receipts stay. You can
        connect it again later with a link from its builder.
      </ConfirmDialog>
    </>
  );
}

function CapForm({ workspaceId, grant, onSaved }: { workspaceId: string; grant: MenuGrant; onSaved: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const setCap = useMutation(
    trpc.grants.setCap.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["monthlyCapUsd"])),
      onSuccess: () => {
        toast({ title: `The cap of ${grant.app.name} is changed`, tone: "positive" });
        onSaved();
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("monthlyCapUsd") ?? "").trim();
    const read = text === "" ? null : parseMoneyInput(text);
    setErrors(read && !read.ok ? { monthlyCapUsd: read.reason } : {});
    if (read && !read.ok) return;
    setCap.mutate({ workspaceId, grantId: grant.id, monthlyCapUsd: read && plainUsd(read.nano) });
  }

  return (
    <form noValidate method="post" onSubmit={submit} className="flex flex-col gap-4">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field label="Cap" hint="Empty: no cap." error={errors.monthlyCapUsd} optional>
        <MoneyInput
          name="monthlyCapUsd"
          defaultValue={grant.monthlyCapNano === null ? "" : plainUsd(grant.monthlyCapNano)}
          placeholder="No cap"
          per="/ month"
        />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent="primary" busy={setCap.isPending}>
          Save cap
        </Button>
      </DialogActions>
    </form>
  );
}
