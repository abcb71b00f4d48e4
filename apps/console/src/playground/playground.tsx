"use client";

import { Button } from "@tollgate/ui/button";
import { Card } from "@tollgate/ui/card";
import { CodeBlock, type CodeSample } from "@tollgate/ui/code-block";
import { Dialog } from "@tollgate/ui/dialog";
import { Finder } from "@tollgate/ui/finder";
import { Plus, SlidersHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { chatRequest, type Wishes } from "./chat-request.ts";
import { Composer } from "./composer.tsx";
import { ModelColumn } from "./model-column.tsx";
import type { PlaygroundModel } from "./playground-model.ts";
import { MOST_MODELS, type PlaygroundQuery, writePlaygroundQuery } from "./playground-query.ts";
import { requestSamples } from "./request-samples.ts";
import type { Settings } from "./settings.ts";
import { SettingsPanel } from "./settings-panel.tsx";
import { type UserTurn, WAITING } from "./turns.ts";
import { type Conversation, useConversation } from "./use-conversation.ts";

type Props = {
  workspace: { id: string; slug: string };
  apiUrl: string;
  models: readonly PlaygroundModel[];
  start: PlaygroundQuery;
};

/** Which of the columns is being given a model or shown as code. */
type Open = { readonly what: "model" | "code"; readonly column: number } | null;

/** Up to three models side by side: one question, every answer with its speed, cost and receipt. */
export function Playground({ workspace, apiUrl, models, start }: Props) {
  const [query, setQuery] = useState(start);
  const [open, setOpen] = useState<Open>(null);
  const [tuning, setTuning] = useState(start.settings.system !== "");
  const conversations = useConversations(workspace.id);
  const chosen = query.models.map((id) => models.find((model) => model.id === id));
  const wishes = chosen.map((model) => wishesFor(model, query.settings));
  const columns = conversations.slice(0, Math.max(1, query.models.length));

  function change(next: Partial<PlaygroundQuery>) {
    const changed = { ...query, ...next };
    setQuery(changed);
    // Not a navigation: the conversation stays, and only the address learns what a link should open.
    window.history.replaceState(null, "", writePlaygroundQuery(changed));
  }
  function pick(column: number, id: string) {
    change({ models: query.models[column] ? query.models.with(column, id) : [...query.models, id] });
  }
  function ask(turn: UserTurn) {
    columns.forEach((conversation, column) => {
      const model = query.models[column];
      if (model) void conversation.ask(turn, model, wishes[column] ?? query.settings);
    });
  }
  function remove(column: number) {
    for (const conversation of conversations.slice(column)) conversation.clear();
    change({ models: query.models.toSpliced(column, 1) });
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button aria-expanded={tuning} onClick={() => setTuning(!tuning)}>
          <SlidersHorizontal aria-hidden="true" /> Settings
        </Button>
        <Button
          disabled={query.models.length >= MOST_MODELS || query.models.length === 0}
          onClick={() => setOpen({ what: "model", column: query.models.length })}
        >
          <Plus aria-hidden="true" /> Compare with
        </Button>
        <Button
          intent="quiet"
          disabled={columns.every(({ turns }) => turns.length === 0)}
          onClick={() => columns.forEach((conversation) => void conversation.clear())}
        >
          <Trash2 aria-hidden="true" /> Clear
        </Button>
      </div>
      {tuning ? (
        <Card className="p-5">
          <SettingsPanel
            settings={query.settings}
            usesTools={chosen.some((model) => model?.usesTools)}
            onChange={(settings) => change({ settings: { ...query.settings, ...settings } })}
          />
        </Card>
      ) : null}
      <div
        className="grid gap-4"
        style={{
          gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${columns.length > 1 ? "17rem" : "100%"}), 1fr))`,
        }}
      >
        {columns.map((conversation, column) => (
          <ModelColumn
            key={column}
            slug={workspace.slug}
            model={chosen[column]}
            turns={conversation.turns}
            busy={conversation.busy}
            onPick={() => setOpen({ what: "model", column })}
            onRemove={columns.length > 1 ? () => remove(column) : undefined}
            onAgain={() => void conversation.ask("again", query.models[column] ?? "", wishes[column] ?? query.settings)}
            onCode={() => setOpen({ what: "code", column })}
          />
        ))}
      </div>
      <div className="sticky bottom-4">
        <Composer
          fresh={columns.every(({ turns }) => turns.length === 0)}
          busy={columns.some((one) => one.busy)}
          models={query.models.length}
          seesImages={chosen.length > 0 && chosen.every((model) => model?.seesImages)}
          onAsk={ask}
          onStop={() => columns.forEach((conversation) => void conversation.stop())}
        />
      </div>
      <PickModel
        models={models.filter(({ id }) => !query.models.includes(id))}
        open={open?.what === "model"}
        onClose={() => setOpen(null)}
        onPick={(id) => pick(open?.column ?? 0, id)}
      />
      <AsCode
        samples={
          open?.what === "code"
            ? requestSamples(apiUrl, requestOf(query, columns[open.column], chosen[open.column]))
            : null
        }
        onClose={() => setOpen(null)}
      />
    </div>
  );
}

/** One for every place side by side, in use or not. */
function useConversations(workspaceId: string): readonly Conversation[] {
  return [useConversation(workspaceId), useConversation(workspaceId), useConversation(workspaceId)];
}

type PickProps = {
  models: readonly PlaygroundModel[];
  open: boolean;
  onClose: () => void;
  onPick: (id: string) => void;
};

function PickModel({ models, open, onClose, onPick }: PickProps) {
  return (
    <Finder
      title="Choose a model"
      placeholder="Find a model"
      open={open}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      onChoose={(item) => onPick(item.id)}
      items={models.map(({ id, name, price }) => ({ id, label: name, keywords: id, detail: price }))}
    />
  );
}

function AsCode({ samples, onClose }: { samples: readonly CodeSample[] | null; onClose: () => void }) {
  return (
    <Dialog
      title="The same as code"
      description="With one of your API keys in TOLLGATE_API_KEY."
      size="lg"
      reading
      open={samples !== null}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      {samples ? <CodeBlock samples={samples} /> : null}
    </Dialog>
  );
}

/** A model that gives pictures is asked for them. */
function wishesFor(model: PlaygroundModel | undefined, settings: Settings): Wishes {
  return model?.givesPictures ? { ...settings, wantsPictures: true } : settings;
}

/** What was asked last, or what a first question would look like. */
function requestOf(
  { settings }: PlaygroundQuery,
  conversation: Conversation | undefined,
  model: PlaygroundModel | undefined,
) {
  const turns = conversation?.turns ?? [];
  const asked = turns.slice(0, turns.findLastIndex(({ role }) => role === "user") + 1);
  const example: UserTurn = { role: "user", text: "Why do bridges hum?", images: [] };
  return chatRequest(model?.id ?? "", asked.length > 0 ? asked : [example, WAITING], wishesFor(model, settings));
}
