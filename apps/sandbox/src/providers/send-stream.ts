import type { ServerResponse } from "node:http";
import type { PreparedCall, Sent } from "./call.ts";
import type { StreamWriter } from "./dialects/dialect.ts";
import { pause, untilAborted } from "./pace.ts";
import { replyEvents, type StreamEvent } from "./stream-events.ts";
import { reportedUsage } from "./usage.ts";

/** What a script does to a stream, and after how many content events. */
type Fault = { kind: "cut" | "hold" | "error"; after: number } | undefined;

/** Streams a prepared reply in its dialect, at its pace, with the faults its script asks for. */
export async function sendStream(call: PreparedCall): Promise<Sent> {
  const writer = call.dialect.stream(call);
  call.outgoing.writeHead(200, {
    "content-type": writer.contentType,
    "cache-control": "no-cache, no-transform",
    "x-request-id": call.id.replace("chatcmpl-", "req_"),
  });
  call.outgoing.flushHeaders();
  const fault = readFault(call);
  if (fault?.kind === "hold" && fault.after === 0) {
    await untilAborted(call.signal);
    return { outcome: "aborted", contentEvents: 0 };
  }
  await write(call, writer.open());
  const body = await sendChoices(call, writer, fault);
  if (body.outcome !== "completed") {
    return body;
  }
  await write(call, writer.close(reportedUsage(call.counts, call.directive)));
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

async function sendChoices(call: PreparedCall, writer: StreamWriter, fault: Fault): Promise<Sent> {
  const chunk = call.directive?.chunk ?? call.profile.tokensPerEvent;
  let contentEvents = 0;
  let tokens = 0;
  let dueAt = performance.now() + call.pace.firstTokenMs;
  for (const event of replyEvents(call.reply.choices, chunk)) {
    if (fault !== undefined && isDue(fault, event, contentEvents)) {
      return { outcome: await applyFault(call, writer, fault), contentEvents };
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
    await write(call, writer.event(event, tokens));
  }
  return { outcome: "completed", contentEvents };
}

/** A fault strikes before the content event after its count, or before the end when there is less content. */
function isDue(fault: NonNullable<Fault>, event: StreamEvent, contentEvents: number): boolean {
  return event.carriesContent ? contentEvents >= fault.after : event.said.kind === "finish";
}

async function applyFault(
  call: PreparedCall,
  writer: StreamWriter,
  fault: NonNullable<Fault>,
): Promise<Sent["outcome"]> {
  switch (fault.kind) {
    case "cut":
      call.outgoing.destroy();
      return "cut";
    case "hold":
      await untilAborted(call.signal);
      return "aborted";
    case "error": {
      const message = call.directive?.error_message ?? "The server had an error while processing your request.";
      await write(call, writer.failure(message));
      call.outgoing.end();
      return "error_in_stream";
    }
  }
}

/** Writes and waits for a slow reader; "byte" scripts send each byte on its own. */
async function write(call: PreparedCall, text: string | Buffer): Promise<void> {
  if (text.length === 0) {
    return;
  }
  if (call.directive?.chunk === "byte") {
    for (const byte of typeof text === "string" ? Buffer.from(text) : text) {
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
