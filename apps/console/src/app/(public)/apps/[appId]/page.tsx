import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ArrowUpRight } from "lucide-react";
import type { Metadata } from "next";
import { hostOf } from "../../../../builder/host-of.ts";
import { Promises } from "../../../../consent/promises.tsx";
import { loadDirectoryApp } from "../../../../directory/load-directory.ts";
import { MarginWords } from "../../../../margins/margin-words.tsx";
import { WorkedCall } from "../../../../margins/worked-call.tsx";

type Props = { params: Promise<{ appId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const app = await loadDirectoryApp((await params).appId);
  return { title: app.name, description: app.description, alternates: { canonical: `/apps/${app.id}` } };
}

export default async function DirectoryAppPage({ params }: Props) {
  const app = await loadDirectoryApp((await params).appId);
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Apps", href: "/apps" }]} />}
        title={app.name}
        lead={app.description}
        actions={
          <>
            <Button asChild>
              <a href={app.url} target="_blank" rel="noreferrer nofollow">
                Visit {hostOf(app.url)} <ArrowUpRight aria-hidden="true" />
              </a>
            </Button>
            <Button asChild intent="primary">
              <Link href={`/connect/${app.id}`}>Connect</Link>
            </Button>
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Card>
          <CardHeader title="What you agree to" hint="Nothing is charged by connecting; its calls are." />
          <CardBody className="flex flex-col gap-6">
            <KeyValueList
              items={[
                { label: "Its margin", value: app.margin ? <MarginWords margin={app.margin} /> : "None" },
                {
                  label: "In force since",
                  value: app.margin ? <Timestamp at={app.margin.effectiveAt} show="date" /> : "–",
                },
                { label: "Built by", value: app.builder },
                { label: "In the directory since", value: <Timestamp at={app.listedAt} show="date" /> },
              ]}
            />
            <Promises />
          </CardBody>
        </Card>
        {app.examples ? (
          <Card>
            <CardHeader title="A call, worked through" />
            <CardBody>
              <WorkedCall examples={app.examples} builder={app.name} reader="customer" />
            </CardBody>
          </Card>
        ) : null}
      </div>
    </main>
  );
}
