import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { CopyButton } from "@tollgate/ui/copy-button";
import { formatCount } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Download } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";

type Head = NonNullable<Outputs["operator"]["chainHead"]>;

/** The head of the hash chain, to be noted somewhere that nobody here can change. */
export function ChainHead({ head }: { head: Head | null }) {
  return (
    <Card>
      <CardHeader
        title="Head of the hash chain"
        hint="Keep it somewhere else. With it you can tell later whether any journal before it was changed, by whomever."
        actions={
          head ? (
            <Button asChild>
              <a href="/api/exports/chain-head" download>
                <Download aria-hidden="true" /> Download
              </a>
            </Button>
          ) : undefined
        }
      />
      <CardBody>
        {head ? (
          <KeyValueList
            items={[
              { label: "Position", value: <span className="tabular">{formatCount(Number(head.position))}</span> },
              {
                label: "SHA-256",
                value: (
                  <span className="flex items-start gap-1">
                    <code className="break-all font-mono text-sm">{head.hash}</code>
                    <CopyButton text={`${head.position} ${head.hash}`} label="Copy position and hash" />
                  </span>
                ),
              },
              { label: "Linked", value: <Timestamp at={head.linkedAt} show="exact" /> },
              { label: "Waiting for a link", value: `${formatCount(head.pending)} journals` },
            ]}
          />
        ) : (
          <p className="text-ink-muted">No journal is linked yet. The worker links within seconds of a posting.</p>
        )}
      </CardBody>
    </Card>
  );
}
