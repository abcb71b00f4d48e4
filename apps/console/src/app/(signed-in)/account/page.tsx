import { Card, CardBody } from "@tollgate/ui/card";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import type { Metadata } from "next";
import { Connected } from "../../../account/connected.tsx";
import { EndOtherSessions } from "../../../account/end-session.tsx";
import { SecurityCard } from "../../../account/security-card.tsx";
import { SessionsTable } from "../../../account/sessions-table.tsx";
import { identityServices } from "../../../server/identity-providers.ts";
import { viewer } from "../../../server/viewer.ts";
import { api } from "../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Account" };

type Query = { connected?: string | string[]; taken?: string | string[] };

export default async function AccountPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [{ me }, { user }] = await Promise.all([api(), viewer()]);
  const [sessions, security] = await Promise.all([me.sessions(), me.security()]);
  return (
    <>
      <PageHeader title="Account" lead="You, in every workspace, and where you are signed in." />
      <div className="flex flex-col gap-10">
        <Section layout="aside" title="You" hint="The same in every workspace.">
          <Card>
            <CardBody>
              <KeyValueList
                items={[
                  { label: "Name", value: user.name },
                  { label: "E-mail", value: user.email },
                ]}
              />
            </CardBody>
          </Card>
        </Section>
        <Section layout="aside" title="Security" hint="What you prove who you are with. Changes are told by mail.">
          <Connected {...(await searchParams)} />
          <SecurityCard security={security} email={user.email} services={identityServices()} />
        </Section>
        <Section
          layout="aside"
          title="Where you are signed in"
          hint="Somebody you do not know? Sign them out: it holds at their next request."
          actions={sessions.length > 1 ? <EndOtherSessions /> : undefined}
        >
          <SessionsTable sessions={sessions} />
        </Section>
      </div>
    </>
  );
}
