"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Inputs } from "../trpc/outputs.ts";
import { readConnection } from "./connection-draft.ts";
import { CONNECTION_FIELDS, ConnectionFields, type OfferedModel } from "./connection-fields.tsx";
import type { Range } from "./market.ts";
import { MarketTrack } from "./market-track.tsx";
import { PRICE_FIELDS, PriceFields, readPriceFields } from "./price-fields.tsx";
import { Registered } from "./registered.tsx";
import { type ServiceKind, ServicePriceFields } from "./service-price-fields.tsx";
import { WizardSteps } from "./wizard-steps.tsx";

export type MarketModel = OfferedModel & {
  kind: "chat" | ServiceKind;
  input: Range | null;
  output: Range | null;
};

type Props = {
  workspace: { id: string; slug: string };
  providers: readonly { id: string; name: string }[];
  models: readonly MarketModel[];
};

const FIELDS = [...CONNECTION_FIELDS, ...PRICE_FIELDS];

/** Three steps in one form: both parts stay in the page, so that going back loses nothing. */
export function RegisterEndpoint({ workspace, providers, models }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [step, setStep] = useState(0);
  const [errors, setErrors] = useState<FormErrors>({});
  const [modelId, setModelId] = useState("");
  const [lookedUp, setLookedUp] = useState<MarketModel | null>(null);
  const [inputNano, setInputNano] = useState<bigint | null>(null);
  const [outputNano, setOutputNano] = useState<bigint | null>(null);
  const register = useMutation(
    trpc.endpoints.register.mutationOptions({
      onError: (error) => {
        const found = formErrorsOf(error, FIELDS);
        setErrors(found);
        if (CONNECTION_FIELDS.some((field) => found[field])) setStep(0);
      },
    }),
  );
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);
  const model = models.find((one) => one.id === modelId) ?? (lookedUp?.id === modelId ? lookedUp : undefined);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const { connection, problems } = readConnection(data);
    setErrors(problems);
    if (!connection) return setStep(0);
    if (step === 0) {
      void goToPrices(connection.modelId);
      return;
    }
    const input: Inputs["endpoints"]["register"] = {
      workspaceId: workspace.id,
      ...connection,
      prices: readPriceFields(data),
    };
    register.mutate(input);
  }

  /** Prices depend on what a model gives, which the list does not say of models that nobody offers yet. */
  async function goToPrices(wanted: string) {
    if (models.every(({ id }) => id !== wanted) && lookedUp?.id !== wanted)
      try {
        const found = await queries.fetchQuery(
          trpc.endpoints.offerable.queryOptions({ workspaceId: workspace.id, modelId: wanted }),
        );
        setLookedUp({ ...found, input: null, output: null });
      } catch (error) {
        setErrors(formErrorsOf(error, FIELDS));
        return;
      }
    setStep(1);
    form.current?.scrollIntoView({ block: "start" });
  }

  if (register.data) return <Registered endpoint={register.data} workspaceSlug={workspace.slug} />;
  return (
    <form ref={form} noValidate onSubmit={submit} className="max-w-4xl scroll-mt-20">
      <WizardSteps current={step} />
      {errors.form ? (
        <div className="mb-4">
          <Notice tone="critical">{errors.form}</Notice>
        </div>
      ) : null}
      <Card hidden={step !== 0}>
        <CardHeader title="Address and model" hint="We call your API in its own dialect, streaming included." />
        <CardBody>
          <ConnectionFields
            workspaceId={workspace.id}
            errors={errors}
            providers={providers}
            models={models}
            modelId={modelId}
            onModelId={setModelId}
          />
        </CardBody>
        <CardFooter note="Nothing is stored before the last step.">
          <Button type="submit" intent="primary">
            Next: prices
          </Button>
        </CardFooter>
      </Card>
      <Card hidden={step !== 1}>
        <CardHeader
          title="Prices"
          hint={`What you are paid for ${model?.name ?? modelId}, in USD. Our fee comes on top and is paid by the caller.`}
        />
        <CardBody className="grid gap-8 lg:grid-cols-[1fr_18rem]">
          {model === undefined || model.kind === "chat" ? (
            <PriceFields errors={errors} onInput={setInputNano} onOutput={setOutputNano} />
          ) : (
            <ServicePriceFields kind={model.kind} errors={errors} />
          )}
          <aside aria-label="The market" className="flex flex-col gap-4 rounded-md bg-sunken p-4">
            <h3 className="font-semibold text-sm">What others ask for this model</h3>
            <MarketTracks model={model} inputNano={inputNano} outputNano={outputNano} />
          </aside>
        </CardBody>
        <CardFooter note="Registering asks your API for the smallest answer it can give.">
          <Button onClick={() => setStep(0)}>Back</Button>
          <Button type="submit" intent="primary" busy={register.isPending}>
            Register and probe
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}

/** A model that is priced by the piece has its market on its own page. */
function MarketTracks({
  model,
  inputNano,
  outputNano,
}: {
  model: MarketModel | undefined;
  inputNano: bigint | null;
  outputNano: bigint | null;
}) {
  if (model && model.kind !== "chat")
    return (
      <Link href={modelHref(model.id)} target="_blank">
        See its price list
      </Link>
    );
  return (
    <>
      <MarketTrack name="Input" nano={inputNano} market={model?.input ?? null} />
      <MarketTrack name="Output" nano={outputNano} market={model?.output ?? null} />
    </>
  );
}

function modelHref(modelId: string): string {
  return `/models/${modelId.split("/").map(encodeURIComponent).join("/")}`;
}
