import type { PreparedCall, Sent } from "./call.ts";
import { pause, unaryDurationMs, untilAborted } from "./pace.ts";
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
  const body = Buffer.from(JSON.stringify(call.dialect.whole(call, usage)));
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
