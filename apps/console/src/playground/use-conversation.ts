"use client";

import { useRef, useState } from "react";
import { applyChunk } from "./apply-chunk.ts";
import { type ChatRequest, chatRequest, type Wishes } from "./chat-request.ts";
import { readStream } from "./read-stream.ts";
import { type AssistantTurn, type Turn, type UserTurn, WAITING } from "./turns.ts";

export interface Conversation {
  readonly turns: readonly Turn[];
  readonly busy: boolean;
  /** Asks, or asks again what was asked last. */
  ask(question: UserTurn | "again", model: string, settings: Wishes): Promise<void>;
  stop(): void;
  clear(): void;
}

/** One conversation with one model: what was said and the reply that is arriving. */
export function useConversation(workspaceId: string): Conversation {
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | null>(null);

  const showReply = (reply: AssistantTurn) => setTurns((before) => [...before.slice(0, -1), reply]);

  async function ask(question: UserTurn | "again", model: string, settings: Wishes): Promise<void> {
    if (running.current) return;
    const asked = question === "again" ? upToLastQuestion(turns) : [...turns, question];
    if (asked.length === 0) return;
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    setTurns([...asked, WAITING]);
    const request = chatRequest(model, asked, settings);
    await receive({ workspaceId, request, signal: abort.signal, onReply: showReply });
    running.current = null;
    setBusy(false);
  }

  return {
    turns,
    busy,
    ask,
    stop: () => running.current?.abort(),
    clear() {
      running.current?.abort();
      setTurns([]);
    },
  };
}

function upToLastQuestion(turns: readonly Turn[]): readonly Turn[] {
  return turns.slice(0, turns.findLastIndex(({ role }) => role === "user") + 1);
}

interface Receiving {
  readonly workspaceId: string;
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  readonly onReply: (reply: AssistantTurn) => void;
}

/** Calls and shows the reply as it grows; every way it can end is a state of the reply. */
async function receive({ workspaceId, request, signal, onReply }: Receiving): Promise<void> {
  const startedMs = performance.now();
  let reply = WAITING;
  const show = (next: AssistantTurn) => {
    reply = next;
    onReply(next);
  };
  try {
    const answer = await fetch(`/api/playground/${workspaceId}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...request, stream: true, stream_options: { include_usage: true } }),
      signal,
    });
    if (!answer.ok || !answer.body) {
      show({ ...reply, state: "failed", error: await refusalOf(answer) });
      return;
    }
    for await (const chunk of readStream(answer.body)) show(applyChunk(reply, chunk, performance.now() - startedMs));
    if (reply.state !== "failed") show({ ...reply, state: "done" });
  } catch {
    if (signal.aborted) show({ ...reply, state: "stopped" });
    else show({ ...reply, state: "failed", error: "The connection broke. Ask again." });
  }
}

async function refusalOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  if (typeof body === "object" && body !== null && "error" in body) {
    const { error } = body;
    if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  }
  return `The call failed with status ${answer.status}. Try again in a moment.`;
}
