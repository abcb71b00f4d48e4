import { Notice } from "@tollgate/ui/notice";
import { plainUsd } from "../margins/margin-draft.ts";
import { AppIdentity } from "./app-identity.tsx";
import { ApproveSignIn } from "./approve-sign-in.tsx";
import { MarginChange } from "./margin-change.tsx";
import { MarginExplained } from "./margin-explained.tsx";
import { PayerField } from "./payer-field.tsx";
import { Promises } from "./promises.tsx";
import type { SignInPage } from "./sign-in-page.ts";
import { TestSignIn } from "./test-sign-in.tsx";
import { UnregisteredApp } from "./unregistered-app.tsx";

type Open = Extract<SignInPage, { kind: "open" }>;

/** What an app gets, what it costs, and the decision. */
export function OpenSignIn({ page }: { page: Open }) {
  const { request, proposed, preview, payers, payer, grant, email } = page;
  const { connect } = preview;
  const known = grant ? { limitUsd: grant.monthlyCapNano === null ? "" : plainUsd(grant.monthlyCapNano) } : {};
  return (
    <>
      {connect ? <RegisteredApp connect={connect} grant={grant} /> : <UnregisteredApp preview={preview} />}
      <p className="mt-6 border-t pt-5 text-ink-faint text-sm">You are signed in as {email}.</p>
      <ApproveSignIn
        key={payer.id}
        request={request}
        workspaceId={payer.id}
        marginVersionId={connect?.margin.id ?? null}
        limit={connect ? { ...proposed, limitReset: "monthly", ...known } : proposed}
        appName={connect?.app.name ?? (preview.onThisMachine ? null : preview.callbackHost)}
        declineUrl={preview.declineUrl}
        payerField={<PayerField payers={payers} payer={payer} />}
      />
      {connect?.ownApp ? <TestSignIn request={request} workspaceId={payer.id} appId={connect.app.id} /> : null}
    </>
  );
}

/** A builder's app: connecting it is part of signing in, and so is a margin that waits for consent. */
function RegisteredApp({ connect, grant }: { connect: NonNullable<Open["preview"]["connect"]>; grant: Open["grant"] }) {
  const asksMore = grant?.state === "consent_required" && grant.proposed;
  return (
    <div className="flex flex-col gap-6">
      <AppIdentity preview={connect}>Sign in to {connect.app.name} with Tollgate</AppIdentity>
      {asksMore ? (
        <>
          <Notice tone="caution">Its margin is higher than the one you accepted. Approving accepts the new one.</Notice>
          <MarginChange accepted={grant.accepted} proposed={asksMore} inForce />
        </>
      ) : null}
      <MarginExplained preview={connect} />
      <Promises />
    </div>
  );
}
