import type { ServerResponse } from "node:http";
import { envelope, type PreparedCall, type Sent } from "./call.ts";
import { pause, untilAborted } from "./pace.ts";
import { replyEvents, type StreamEvent } from "./stream-events.ts";
import { reportedUsage, toUsage } from "./usage.ts";

/** What a script does to a stream, and after how many content events. */
type Fault = { kind: "cut" | "hold" | "error"; after: number } | undefined;

/** Streams a prepared reply as server-sent events, at its pace, with the faults its script asks for. */
export async function sendStream(call: PreparedCall): Promise<Sent> {
  call.outgoing.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-request-id": call.id.replace("chatcmpl-", "req_"),
  });
  call.outgoing.flushHeaders();
  const fault = readFault(call);
  if (fault?.kind === "hold" && fault.after === 0) {
    await untilAborted(call.signal);
    return { outcome: "aborted", contentEvents: 0 };
  }
  const body = await sendChoices(call, fault);
  if (body.outcome !== "completed") {
    return body;
  }
  const wantsUsage = call.request.stream_options?.include_usage === true || call.directive?.usage === "every_chunk";
  const usage = reportedUsage(call.counts, call.directive);
  if (wantsUsage && usage !== null) {
    await write(call, sse({ ...envelope(call, "chat.completion.chunk"), choices: [], usage }));
  }
  await write(call, "data: [DONE]\n\n");
  call.outgoing.end();
  return { outcome: call.signal.aborted ? "aborted" : "completed", contentEvents: body.contentEvents };
}

function readFault(call: PreparedCall): Fault {
  const { directive } = call;
  if (directive?.hold === true) {
    return { kind: "hold", after: directive.cut_after ?? 0 };
  }
  if (directive?.error_in_stream === true) {
    return { kind: "error", after: directive.cut_after ?? 1 };
  }
  return directive?.cut_after === undefined ? undefined : { kind: "cut", after: directive.cut_after };
}

async function sendChoices(call: PreparedCall, fault: Fault): Promise<Sent> {
  const chunk = call.directive?.chunk ?? call.profile.tokensPerEvent;
  const write = chunkWriter(call);
  let contentEvents = 0;
  let tokens = 0;
  let dueAt = performance.now() + call.pace.firstTokenMs;
  for (const event of replyEvents(call.reply.choices, chunk)) {
    if (fault !== undefined && isDue(fault, event, contentEvents)) {
      return { outcome: await applyFault(call, fault), contentEvents };
    }
    if (event.carriesContent) {
      dueAt += contentEvents === 0 ? 0 : call.pace.msPerToken * event.tokens + call.pace.msPerEvent;
      await pause(dueAt - performance.now(), call.signal);
      contentEvents += 1;
      tokens += event.tokens;
    }
    if (call.signal.aborted) {
      return { outcome: "aborted", contentEvents };
    }
    await write(event, tokens);
  }
  return { outcome: "completed", contentEvents };
}

/** A fault strikes before the content event after its count, or before the end when there is less content. */
function isDue(fault: NonNullable<Fault>, event: StreamEvent, contentEvents: number): boolean {
  return event.carriesContent ? contentEvents >= fault.after : event.finishReason !== null;
}

async function applyFault(call: PreparedCall, fault: NonNullable<Fault>): Promise<Sent["outcome"]> {
  switch (fault.kind) {
    case "cut":
      call.outgoing.destroy();
      return "cut";
    case "hold":
      await untilAborted(call.signal);
      return "aborted";
    case "error": {
      const message = call.directive?.error_message ?? "The server had an error while processing your request.";
      await write(call, sse({ error: { message, type: "server_error", param: null, code: null } }));
      call.outgoing.end();
      return "error_in_stream";
    }
  }
}

/** Everything that is equal in all chunks of a stream is serialised once. */
function chunkWriter(call: PreparedCall): (event: StreamEvent, tokensSoFar: number) => Promise<void> {
  const opening = `data: ${JSON.stringify(envelope(call, "chat.completion.chunk")).slice(0, -1)},"choices":[{"index":`;
  const nullUsage = call.request.stream_options?.include_usage === true ? ',"usage":null' : "";
  return async (event, tokensSoFar) => {
    const running = () => JSON.stringify(toUsage({ ...call.counts, completion: tokensSoFar }));
    const usage = call.directive?.usage === "every_chunk" ? `,"usage":${running()}` : nullUsage;
    const finish = JSON.stringify(event.finishReason);
    const choice = `${event.index},"delta":${JSON.stringify(event.delta)},"logprobs":null,"finish_reason":${finish}}]`;
    await write(call, `${opening}${choice}${usage}}\n\n`);
  };
}

function sse(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** Writes and waits for a slow reader; "byte" scripts send each byte on its own. */
async function write(call: PreparedCall, text: string): Promise<void> {
  if (call.directive?.chunk === "byte") {
    for (const byte of Buffer.from(text)) {
      if (call.signal.aborted) {
        return;
      }
      call.outgoing.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return;
  }
  if (!call.signal.aborted && !call.outgoing.write(text)) {
    await drained(call.outgoing);
  }
}

/** Resolves when a slow reader has caught up or gone. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off("drain", done);
      outgoing.off("close", done);
      resolve();
    };
    outgoing.once("drain", done);
    outgoing.once("close", done);
  });
}
