"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { Timestamp } from "@tollgate/ui/timestamp";
import { useToast } from "@tollgate/ui/toast";
import { UserRoundCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { BrandMark } from "../access/brand-mark.tsx";
import { type IdentityService, SERVICE_NAMES } from "../access/identity-services.ts";
import { formErrorsOf, rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { SecurityRow } from "./security-row.tsx";

type Identity = Outputs["me"]["security"]["identities"][number];
type Props = { identities: readonly Identity[]; services: readonly IdentityService[]; fresh: boolean };

/** Accounts at other services that sign the person in; nothing where none is set up and none is connected. */
export function IdentitiesRow({ identities, services, fresh }: Props) {
  const open = services.filter((service) => !identities.some(({ provider }) => provider === service));
  if (identities.length === 0 && open.length === 0) return null;
  return (
    <SecurityRow
      icon={UserRoundCheck}
      title="Other accounts"
      state="Sign in with an account you have already. It proves who you are once, like a password."
      actions={open.map((service) => <Connect key={service} service={service} fresh={fresh} />)}
    >
      {identities.length > 0 ? (
        <ul aria-label="Other accounts" className="divide-y rounded-md border">
          {identities.map((identity) => (
            <IdentityLine key={identity.id} identity={identity} fresh={fresh} />
          ))}
        </ul>
      ) : null}
    </SecurityRow>
  );
}

function Connect({ service, fresh }: { service: IdentityService; fresh: boolean }) {
  const trpc = useTRPC();
  const toast = useToast();
  const begin = useMutation(
    trpc.me.beginConnect.mutationOptions({
      onSuccess: () => signIn(service, { callbackUrl: "/account" }),
      onError: (error) => toast({ title: formErrorsOf(error, []).form ?? "Try again in a moment.", tone: "critical" }),
    }),
  );
  return (
    <Button
      size="sm"
      disabled={!fresh}
      busy={begin.isPending || begin.isSuccess}
      onClick={() => begin.mutate({ provider: service })}
    >
      Connect {SERVICE_NAMES[service]}
    </Button>
  );
}

function IdentityLine({ identity, fresh }: { identity: Identity; fresh: boolean }) {
  const { id, provider, label, createdAt, lastUsedAt } = identity;
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const remove = useMutation(trpc.me.removeIdentity.mutationOptions());
  const name = SERVICE_NAMES[provider];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3.5 py-2.5">
      <div className="flex min-w-0 items-center gap-3">
        <BrandMark service={provider} />
        <div className="min-w-0">
          <p className="truncate font-medium">
            {name} <span className="font-normal text-ink-muted">{label}</span>
          </p>
          <p className="text-ink-muted text-sm">
            Connected <Timestamp at={createdAt} />,{" "}
            {lastUsedAt ? (
              <>
                used <Timestamp at={lastUsedAt} />
              </>
            ) : (
              "not used yet"
            )}
          </p>
        </div>
      </div>
      <ConfirmDialog
        trigger={
          <Button size="sm" disabled={!fresh} aria-label={`Disconnect ${name}`}>
            Disconnect
          </Button>
        }
        title={`Disconnect ${name}?`}
        act={`Disconnect ${name}`}
        danger
        onConfirm={async () => {
          await remove.mutateAsync({ identityId: id }).catch(rejectInWords);
          toast({ title: `${name} is disconnected`, tone: "positive" });
          router.refresh();
        }}
      >
        It no longer signs you in. A link by mail always does.
      </ConfirmDialog>
    </li>
  );
}
