"use client";

import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { useState } from "react";
import type { FormErrors } from "../forms/form-errors.ts";
import { CredentialFields } from "./credential-fields.tsx";
import { DIALECT_OPTIONS } from "./dialect-options.ts";
import { DiscoverModels } from "./discover-models.tsx";

export const CONNECTION_FIELDS = ["providerId", "modelId", "dialect", "baseUrl", "upstreamModel", "credential"];

export type OfferedModel = { id: string; name: string };

type Props = {
  workspaceId: string;
  errors: FormErrors;
  providers: readonly { id: string; name: string }[];
  models: readonly OfferedModel[];
  modelId: string;
  onModelId: (modelId: string) => void;
};

/** Where an endpoint is and what it serves. */
export function ConnectionFields({ workspaceId, errors, providers, models, modelId, onModelId }: Props) {
  const model = models.find((one) => one.id === modelId);
  const [first] = providers;
  const [dialect, setDialect] = useState<string>(DIALECT_OPTIONS[0].value);
  const [found, setFound] = useState<readonly string[] | null>(null);
  const [only] = found?.length === 1 ? found : [];
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {providers.length > 1 ? (
        <Field label="Provider" error={errors.providerId} required className="sm:col-span-2">
          <Select
            name="providerId"
            defaultValue={first?.id}
            options={providers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      ) : (
        <input type="hidden" name="providerId" value={first?.id ?? ""} />
      )}
      <Field
        label="Model"
        hint={model ? model.name : "As customers name it, for example openai/gpt-4o-mini."}
        error={errors.modelId}
        required
      >
        <Input
          name="modelId"
          list="offered-models"
          value={modelId}
          onChange={(event) => onModelId(event.target.value.trim())}
          placeholder="author/model"
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <datalist id="offered-models">
        {models.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </datalist>
      <Field label="Its name in your API" hint="What we send as “model”." error={errors.upstreamModel} required>
        <Input
          key={only ?? model?.id ?? "none"}
          name="upstreamModel"
          list="upstream-models"
          defaultValue={only ?? model?.id.split("/").at(-1) ?? ""}
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field
        label="API"
        hint="What your server speaks. Callers may use any client; we translate."
        error={errors.dialect}
        required
        className="sm:col-span-2"
      >
        <Select name="dialect" value={dialect} onValueChange={setDialect} options={[...DIALECT_OPTIONS]} />
      </Field>
      <Field
        label="Address"
        hint="The base of the API with its version: what comes before /chat/completions, /messages or /models."
        error={errors.baseUrl}
        required
        className="sm:col-span-2"
      >
        <Input
          name="baseUrl"
          type="url"
          placeholder="https://inference.example.com/v1"
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <CredentialFields dialect={dialect} error={errors.credential} />
      <datalist id="upstream-models">
        {found?.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <DiscoverModels workspaceId={workspaceId} found={found?.length || null} onFound={setFound} />
    </div>
  );
}
