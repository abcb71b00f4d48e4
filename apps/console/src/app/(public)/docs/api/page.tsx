import { Badge } from "@tollgate/ui/badge";
import { CodeBlock } from "@tollgate/ui/code-block";
import { Notice } from "@tollgate/ui/notice";
import type { Metadata } from "next";
import { loadReference } from "../../../../api-reference/load-reference.ts";
import type { ReferenceField, ReferenceOperation } from "../../../../api-reference/read-openapi.ts";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, Text } from "../../../../docs/prose.tsx";
import { env } from "../../../../env.ts";

const { title, summary } = docsPage("api");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/api" } };

const ACCESS = { none: "No key", key: "API key", management: "Management key" } as const;

export default async function ApiReferencePage() {
  const chapters = await loadReference();
  const { API_URL } = env();
  const address = `${API_URL}/v1/openapi.json`;
  return (
    <DocsArticle slug="api">
      <Text>
        The API describes itself in OpenAPI 3.1, at{" "}
        <a href={address} className="break-all text-accent-text underline underline-offset-4">
          {address}
        </a>
        . This page is that description; its examples are sent to a real API by tests. Bodies may have more fields than
        are named here: what neither money nor routing depends on goes on to the provider as it is.
      </Text>
      {chapters === null ? (
        <div className="mt-6">
          <Notice tone="caution">The API does not answer at the moment. Load this page again in a minute.</Notice>
        </div>
      ) : (
        chapters.map(({ name, operations }) => (
          <section key={name} aria-label={name}>
            <Heading>{name}</Heading>
            <div className="flex flex-col gap-4">
              {operations.map((operation) => (
                <Operation key={operation.id} operation={operation} apiUrl={API_URL} />
              ))}
            </div>
          </section>
        ))
      )}
    </DocsArticle>
  );
}

function Operation({ operation, apiUrl }: { operation: ReferenceOperation; apiUrl: string }) {
  const { id, method, path, access, streams, parameters, fields, example, isForm } = operation;
  return (
    <details id={id} className="group scroll-mt-24 rounded-lg border bg-surface shadow-xs open:pb-5">
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-5 py-3 hover:bg-sunken">
        <Badge tone={method === "GET" ? "neutral" : "accent"}>{method}</Badge>
        <code className="min-w-0 break-all font-mono text-sm" translate="no">
          {path}
        </code>
        <span className="basis-full text-ink-muted">{operation.summary}</span>
      </summary>
      <div className="px-5">
        <p className="flex flex-wrap gap-2 pt-2">
          <Badge tone="outline">{ACCESS[access]}</Badge> {streams ? <Badge tone="outline">Can stream</Badge> : null}
        </p>
        <Fields label={`Parameters of ${method} ${path}`} fields={parameters} anchor={`${id}-parameter`} />
        <Fields label={`Body of ${method} ${path}`} fields={fields} anchor={`${id}-field`} />
        {method === "POST" && example !== null ? (
          <div className="mt-5">
            <CodeBlock samples={[{ label: "curl", code: curl({ path, access, apiUrl, example, isForm }) }]} />
          </div>
        ) : null}
        <p className="mt-4 text-ink-muted">{operation.answers}</p>
      </div>
    </details>
  );
}

function Fields({ label, fields, anchor }: { label: string; fields: readonly ReferenceField[]; anchor: string }) {
  if (fields.length === 0) return null;
  return (
    <FactTable
      label={label}
      rows={fields}
      anchor={({ name }) => `${anchor}-${name}`}
      columns={[
        { header: "Name", cell: ({ name }) => <Code>{name}</Code> },
        { header: "Type", cell: ({ type, required }) => `${type}${required ? ", required" : ""}` },
        { header: "Meaning", cell: ({ description }) => description || "–" },
      ]}
    />
  );
}

type Curl = Pick<ReferenceOperation, "path" | "access" | "example" | "isForm"> & { apiUrl: string };

function curl({ path, access, apiUrl, example, isForm }: Curl): string {
  const address = apiUrl + path.replace("{model}", "author/model") + (path.includes(":stream") ? "?alt=sse" : "");
  return [
    `curl "${address}" \\`,
    ...(access === "none" ? [] : ['  -H "Authorization: Bearer $TOLLGATE_KEY" \\']),
    ...(isForm
      ? [formFields(example)]
      : ['  -H "Content-Type: application/json" \\', `  -d '${JSON.stringify(example)}'`]),
  ].join("\n");
}

/** The fields of a form; the one named file is read from a file of that name. */
function formFields(example: unknown): string {
  return Object.entries(Object(example))
    .map(([name, value]) => `  -F "${name}=${name === "file" ? "@" : ""}${value}"`)
    .join(" \\\n");
}
