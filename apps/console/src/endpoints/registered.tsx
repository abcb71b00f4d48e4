"use client";

import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { type Endpoint, EndpointBadge } from "./endpoint-state.tsx";
import { ProbeResult } from "./probe-result.tsx";
import { WizardSteps } from "./wizard-steps.tsx";

/** The last step: what the probe found and what happens now. */
export function Registered({ endpoint, workspaceSlug }: { endpoint: Endpoint; workspaceSlug: string }) {
  const ok = endpoint.lastProbe?.ok ?? false;
  const base = `/w/${workspaceSlug}/endpoints`;
  return (
    <div className="max-w-4xl">
      <WizardSteps current={2} />
      <Card>
        <CardHeader
          title={`${endpoint.modelName} is registered`}
          hint={`${endpoint.providerName} · ${endpoint.baseUrl}`}
          actions={<EndpointBadge state={endpoint.state} />}
        />
        <CardBody className="grid gap-6 sm:grid-cols-2">
          <section>
            <h3 className="mb-2 font-semibold text-sm">Probe</h3>
            <ProbeResult probe={endpoint.lastProbe} />
          </section>
          <section>
            <h3 className="mb-2 font-semibold text-sm">What happens now</h3>
            <p className="text-ink-muted">
              {ok
                ? "An operator looks at it. Once approved, callers are routed to it at once and each call earns."
                : "Correct the address, name or key on its page and probe again. An operator approves what answers."}
            </p>
          </section>
        </CardBody>
        <CardFooter note="Probes repeat on their own while it is offered.">
          <Button asChild>
            <Link href={base}>All endpoints</Link>
          </Button>
          <Button asChild intent="primary">
            <Link href={`${base}/${endpoint.id}`}>Open the endpoint</Link>
          </Button>
        </CardFooter>
      </Card>
    </div>
  );
}
