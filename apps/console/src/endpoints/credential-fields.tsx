"use client";

import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Textarea } from "@tollgate/ui/textarea";
import { credentialKind } from "./entered-credential.ts";

type Props = {
  dialect: string;
  error: string | undefined;
  /** What leaving the fields empty means. */
  whenEmpty?: string;
};

/** What the calls to an endpoint prove themselves with, in the fields its API needs. */
export function CredentialFields({ dialect, error, whenEmpty }: Props) {
  const kept = whenEmpty ?? "Stored encrypted and never shown again.";
  switch (credentialKind(dialect)) {
    case "aws":
      return <AwsFields error={error} kept={kept} />;
    case "service-account":
      return (
        <Field
          label="Key file of the service account"
          hint={`The JSON that Google Cloud gave you for the key. We ask for access tokens with it and renew them by ourselves. ${kept}`}
          error={error}
          optional={whenEmpty !== undefined}
          className="sm:col-span-2"
        >
          <Textarea
            name="credential"
            rows={5}
            className="font-mono text-sm"
            placeholder={'{ "type": "service_account", "client_email": …'}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      );
    case "key":
      return (
        <Field
          label={whenEmpty === undefined ? "Key" : "New key"}
          optional
          hint={whenEmpty ?? "Sent with our calls, as this API expects it. Stored encrypted and never shown again."}
          error={error}
          className="sm:col-span-2"
        >
          <Input name="credential" type="password" autoComplete="new-password" className="font-mono" />
        </Field>
      );
  }
}

function AwsFields({ error, kept }: { error: string | undefined; kept: string }) {
  return (
    <>
      <Field
        label="Access key ID"
        hint="Of a user or role that may call bedrock:InvokeModel, and nothing else."
        error={error}
      >
        <Input name="accessKeyId" className="font-mono" placeholder="AKIA…" autoComplete="off" spellCheck={false} />
      </Field>
      <Field label="Secret access key" hint={`Every call is signed with it; it is never sent. ${kept}`}>
        <Input name="secretAccessKey" type="password" autoComplete="new-password" className="font-mono" />
      </Field>
      <Field label="Session token" optional hint="Of temporary keys. They end after hours, and the endpoint with them.">
        <Input name="sessionToken" type="password" autoComplete="new-password" className="font-mono" />
      </Field>
      <Field label="Region" optional hint="Only where the address does not name it, as bedrock-runtime.us-east-1 does.">
        <Input name="region" className="font-mono" placeholder="us-east-1" autoComplete="off" spellCheck={false} />
      </Field>
    </>
  );
}
