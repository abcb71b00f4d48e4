import { Button } from "@tollgate/ui/button";
import { Card } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { Timestamp } from "@tollgate/ui/timestamp";
import { KeySquare, Smartphone } from "lucide-react";
import type { IdentityService } from "../access/identity-services.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { AddressRow } from "./address-row.tsx";
import { NewRecoveryCodes, RemoveTotp } from "./code-acts.tsx";
import { IdentitiesRow } from "./identities-row.tsx";
import { PasskeysRow } from "./passkeys-row.tsx";
import { PasswordRow } from "./password-row.tsx";
import { SecurityRow } from "./security-row.tsx";
import { SetUpTotpDialog } from "./set-up-totp-dialog.tsx";

export type Security = Outputs["me"]["security"];

type Props = { security: Security; email: string; services: readonly IdentityService[] };

/** Everything the person proves who they are with. */
export function SecurityCard({ security, email, services }: Props) {
  const { authenticator, recoveryCodesLeft } = security;
  return (
    <Card className="divide-y">
      {security.freshUntil ? null : <SignInAgain />}
      <AddressRow email={email} confirmed={security.emailConfirmed} />
      <PasswordRow hasPassword={security.hasPassword} needsCurrent={security.passwordTakesCurrent} email={email} />
      <PasskeysRow passkeys={security.passkeys} fresh={security.freshUntil !== null} />
      <IdentitiesRow identities={security.identities} services={services} fresh={security.freshUntil !== null} />
      <SecurityRow
        icon={Smartphone}
        title="Authenticator app"
        state={
          authenticator ? (
            <>
              On since <Timestamp at={authenticator.since} show="exact" />. Signing in asks for its code.
            </>
          ) : (
            `Off. ${security.secondFactorRequired ? "You need it for your work here." : "A code besides the password keeps out whoever learns it."}`
          )
        }
        actions={
          authenticator ? (
            <RemoveTotp staff={security.secondFactorRequired} />
          ) : (
            <SetUpTotpDialog disabled={!security.freshUntil} />
          )
        }
      />
      {authenticator ? (
        <SecurityRow
          icon={KeySquare}
          title="Recovery codes"
          state={`${recoveryCodesLeft} of 10 left, for when the app is lost.`}
          actions={<NewRecoveryCodes />}
        />
      ) : null}
    </Card>
  );
}

/** An open laptop is not enough to change how somebody signs in. */
function SignInAgain() {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-t-lg bg-sunken px-5 py-3">
      <p className="text-ink-muted text-sm">You signed in a while ago. To add something here, sign in again.</p>
      <Button asChild size="sm">
        <Link href={`/sign-in?${new URLSearchParams({ next: "/account" })}`}>Sign in again</Link>
      </Button>
    </div>
  );
}
