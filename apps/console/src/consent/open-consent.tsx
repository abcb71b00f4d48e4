import { Badge } from "@tollgate/ui/badge";
import { Notice } from "@tollgate/ui/notice";
import { env } from "../env.ts";
import { plainUsd } from "../margins/margin-draft.ts";
import { AcceptConnection } from "./accept-connection.tsx";
import { AcceptMargin } from "./accept-margin.tsx";
import { AnotherKey } from "./another-key.tsx";
import { AppIdentity } from "./app-identity.tsx";
import { ConnectedApp } from "./connected-app.tsx";
import type { ConsentPage, Grant } from "./consent-page.ts";
import { MarginChange } from "./margin-change.tsx";
import { MarginExplained } from "./margin-explained.tsx";
import { PayerField } from "./payer-field.tsx";
import { Promises } from "./promises.tsx";

type Open = Extract<ConsentPage, { kind: "open" }>;

/** What is left to decide: connecting, a higher margin, or nothing. */
export function OpenConsent({ page }: { page: Open }) {
  const { preview, payer, payers, grant, email } = page;
  const payerField = <PayerField key={payer.slug} payers={payers} payer={payer} />;
  if (grant?.proposed) return <MarginConsent page={page} grant={grant} proposed={grant.proposed} />;
  if (grant) return <AlreadyConnected page={page} grant={grant} />;
  return (
    <AcceptConnection
      key={payer.id}
      app={preview.app}
      payer={{ id: payer.id, slug: payer.slug }}
      marginVersionId={preview.margin.id}
      baseUrl={`${env().API_URL}/v1`}
      payerField={payerField}
    >
      <div className="flex flex-col gap-6">
        <AppIdentity preview={preview}>{preview.app.name} wants you to pay for its model calls</AppIdentity>
        <MarginExplained preview={preview} />
        <Promises />
        <p className="border-t pt-5 text-ink-faint text-sm">You are signed in as {email}.</p>
      </div>
    </AcceptConnection>
  );
}

function AlreadyConnected({ page: { preview, payer, payers }, grant }: { page: Open; grant: Grant }) {
  return (
    <div className="flex flex-col gap-6">
      <AppIdentity preview={preview}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {preview.app.name} is connected <Badge tone="positive">Active</Badge>
        </span>
      </AppIdentity>
      {payers.length > 1 ? <PayerField payers={payers} payer={payer} /> : null}
      <ConnectedApp grant={grant} payer={payer} />
      <p className="border-t pt-5 text-ink-muted text-sm">
        Lost its key?{" "}
        <AnotherKey
          app={preview.app}
          workspaceId={payer.id}
          marginVersionId={preview.margin.id}
          monthlyCapUsd={grant.monthlyCapNano === null ? null : plainUsd(grant.monthlyCapNano)}
        />
      </p>
    </div>
  );
}

type MarginConsentProps = { page: Open; grant: Grant; proposed: NonNullable<Grant["proposed"]> };

function MarginConsent({ page: { preview, payer, payers }, grant, proposed }: MarginConsentProps) {
  const refused = grant.state === "consent_required";
  return (
    <div className="flex flex-col gap-6">
      <AppIdentity preview={preview}>{preview.app.name} asks for a higher margin</AppIdentity>
      {payers.length > 1 ? <PayerField payers={payers} payer={payer} /> : null}
      <MarginChange accepted={grant.accepted} proposed={proposed} inForce={refused} />
      {refused ? (
        <>
          <Notice tone="caution">Its calls are refused until you accept. Nothing was charged at the new margin.</Notice>
          <MarginExplained preview={preview} />
        </>
      ) : (
        <p className="text-ink-muted">
          Until then nothing changes. If you have not accepted by that day, its calls are refused; nothing is ever
          charged at a margin you did not accept.
        </p>
      )}
      <AcceptMargin
        workspaceId={payer.id}
        grantId={grant.id}
        marginVersionId={proposed.id}
        appName={preview.app.name}
        manageHref={`/w/${payer.slug}/connected-apps`}
      />
    </div>
  );
}
