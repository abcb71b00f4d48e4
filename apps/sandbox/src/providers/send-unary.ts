import { envelope, type PreparedCall, type Sent } from "./call.ts";
import type { ChoicePlan } from "./compose-reply.ts";
import { pause, unaryDurationMs, untilAborted } from "./pace.ts";
import { joinPieces } from "./tokens.ts";
import { reportedUsage } from "./usage.ts";

/** Sends a prepared reply as one JSON object, after the time a model would have taken to write it. */
export async function sendUnary(call: PreparedCall): Promise<Sent> {
  if (call.directive?.hold === true) {
    await untilAborted(call.signal);
    return { outcome: "aborted", contentEvents: 0 };
  }
  if (!(await pause(unaryDurationMs(call.pace, call.counts.completion), call.signal))) {
    return { outcome: "aborted", contentEvents: 0 };
  }
  const usage = reportedUsage(call.counts, call.directive);
  const body = Buffer.from(
    JSON.stringify({
      ...envelope(call, "chat.completion"),
      choices: call.reply.choices.map(toChoice),
      ...(usage === null ? {} : { usage }),
    }),
  );
  call.outgoing.writeHead(200, {
    "content-type": "application/json",
    "content-length": body.length,
    "x-request-id": call.id.replace("chatcmpl-", "req_"),
  });
  if (call.directive?.cut_after !== undefined) {
    const half = body.subarray(0, Math.floor(body.length / 2));
    await new Promise<void>((resolve) => call.outgoing.write(half, () => resolve()));
    call.outgoing.destroy();
    return { outcome: "cut", contentEvents: 0 };
  }
  call.outgoing.end(body);
  return { outcome: "completed", contentEvents: 1 };
}

function toChoice(choice: ChoicePlan, index: number) {
  const hasTools = choice.toolCalls.length > 0;
  return {
    index,
    message: {
      role: "assistant",
      content: hasTools ? null : joinPieces(choice.content),
      ...(choice.reasoning.length > 0 ? { reasoning_content: joinPieces(choice.reasoning) } : {}),
      ...(hasTools ? { tool_calls: choice.toolCalls.map(toToolCall) } : {}),
      refusal: null,
      annotations: [],
    },
    logprobs: null,
    finish_reason: choice.finishReason,
  };
}

function toToolCall(call: ChoicePlan["toolCalls"][number]) {
  return { id: call.id, type: "function", function: { name: call.name, arguments: joinPieces(call.arguments) } };
}
