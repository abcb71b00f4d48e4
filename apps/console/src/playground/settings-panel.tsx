"use client";

import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Select } from "@tollgate/ui/select";
import { Textarea } from "@tollgate/ui/textarea";
import { useState } from "react";
import { readNumber, readTools, type Settings } from "./settings.ts";

const SORTS = [
  { value: "any", label: "Balanced by price" },
  { value: "price", label: "Cheapest" },
  { value: "latency", label: "First word soonest" },
  { value: "throughput", label: "Most tokens per second" },
];

type Props = { settings: Settings; usesTools: boolean; onChange: (change: Partial<Settings>) => void };

/** What holds for every model: instructions, sampling, where it is routed and tools. */
export function SettingsPanel({ settings, usesTools, onChange }: Props) {
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field label="System prompt" className="sm:col-span-2 lg:col-span-4">
        <Textarea
          rows={2}
          className="min-h-14"
          defaultValue={settings.system}
          placeholder="How the model should behave"
          onChange={(event) => onChange({ system: event.target.value })}
        />
      </Field>
      <NumberSetting
        label="Temperature"
        value={settings.temperature}
        bounds={{ least: 0, most: 2, whole: false }}
        onChange={(temperature) => onChange({ temperature })}
      />
      <NumberSetting
        label="Top p"
        value={settings.topP}
        bounds={{ least: 0, most: 1, whole: false }}
        onChange={(topP) => onChange({ topP })}
      />
      <NumberSetting
        label="Most output tokens"
        value={settings.maxTokens}
        bounds={{ least: 1, most: 1_000_000, whole: true }}
        onChange={(maxTokens) => onChange({ maxTokens })}
      />
      <Field label="Prefer endpoints">
        <Select
          value={settings.sort ?? "any"}
          options={SORTS}
          onValueChange={(value) =>
            onChange({ sort: value === "price" || value === "latency" || value === "throughput" ? value : null })
          }
        />
      </Field>
      {usesTools ? <ToolsSetting onChange={(tools) => onChange({ tools })} /> : null}
    </div>
  );
}

type NumberProps = {
  label: string;
  value: number | null;
  bounds: { least: number; most: number; whole: boolean };
  onChange: (value: number | null) => void;
};

function NumberSetting({ label, value, bounds, onChange }: NumberProps) {
  const [error, setError] = useState<string>();
  return (
    <Field label={label} error={error}>
      <Input
        inputMode="decimal"
        defaultValue={value ?? ""}
        placeholder="Model’s own"
        className="tabular"
        onChange={(event) => {
          const read = readNumber(event.target.value, bounds);
          const wrong = typeof read === "object" && read !== null;
          setError(wrong ? read.error : undefined);
          if (!wrong) onChange(read);
        }}
      />
    </Field>
  );
}

function ToolsSetting({ onChange }: { onChange: (tools: Settings["tools"]) => void }) {
  const [error, setError] = useState<string>();
  return (
    <Field
      label="Tools"
      optional
      error={error}
      hint="Function definitions as JSON; calls the model makes are shown, not run."
      className="sm:col-span-2 lg:col-span-4"
    >
      <Textarea
        rows={2}
        className="min-h-14 font-mono text-sm"
        spellCheck={false}
        placeholder='[{"type": "function", "function": {"name": "…", "parameters": {…}}}]'
        onChange={(event) => {
          const read = readTools(event.target.value);
          const wrong = read !== null && "error" in read;
          setError(wrong ? read.error : undefined);
          if (!wrong) onChange(read);
        }}
      />
    </Field>
  );
}
