import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface UpstreamCall {
  readonly body: Record<string, unknown>;
  /** The body as it came, for those that are no JSON; then `body` is empty. */
  readonly bytes: Buffer;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly res: ServerResponse;
  /** Settles when the proxy closed the connection or the answer was sent. */
  readonly closed: Promise<"finished" | "aborted">;
}

export type Behaviour = (call: UpstreamCall) => void | Promise<void>;

/** A model server whose answer to each call the test decides. */
export async function startFakeUpstream(behave: Behaviour) {
  const calls: UpstreamCall[] = [];
  let current = behave;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const closed = new Promise<"finished" | "aborted">((resolve) =>
        res.once("close", () => resolve(res.writableFinished ? "finished" : "aborted")),
      );
      const bytes = Buffer.concat(chunks);
      const isJson = req.headers["content-type"]?.startsWith("application/json") === true;
      const call = {
        body: isJson ? JSON.parse(bytes.toString()) : {},
        bytes,
        path: req.url ?? "",
        headers: req.headers,
        res,
        closed,
      };
      calls.push(call);
      void current(call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    calls,
    behave(next: Behaviour) {
      current = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type FakeUpstream = Awaited<ReturnType<typeof startFakeUpstream>>;

const ENVELOPE = { id: "chatcmpl-upstream", created: 1_770_000_000, model: "echo-1" };

export function usage(prompt: number, completion: number, { cached = 0, reasoning = 0 } = {}) {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

/** Answers in one piece, or as a stream when asked to. */
export function answer(text: string, reported: unknown = usage(10, 5)): Behaviour {
  return (call) => {
    if (call.body.stream === true) return stream([text], reported)(call);
    const message = { role: "assistant", content: text, refusal: null };
    const body = { ...ENVELOPE, object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }] };
    sendJson(call.res, 200, reported === null ? body : { ...body, usage: reported });
  };
}

export function refuse(status: number, headers: Record<string, string> = {}, message = "scripted"): Behaviour {
  return ({ res }) => {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    sendJson(res, status, { error: { message, type: "error", code: status } });
  };
}

export function chunk(delta: unknown, finish: string | null = null, more: object = {}): string {
  const body = { ...ENVELOPE, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] };
  return `data: ${JSON.stringify({ ...body, ...more })}\n\n`;
}

export function openStream(res: ServerResponse): void {
  res.writeHead(200, { "content-type": "text/event-stream" });
  res.write(chunk({ role: "assistant", content: "" }));
}

/** A whole stream; without `reported` it ends without a usage chunk. */
export function stream(pieces: readonly string[], reported: unknown = usage(10, 5)): Behaviour {
  return ({ res }) => {
    openStream(res);
    for (const content of pieces) res.write(chunk({ content }));
    res.write(chunk({}, "stop"));
    if (reported !== null) res.write(chunk({}, null, { choices: [], usage: reported }));
    res.end("data: [DONE]\n\n");
  };
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { "content-type": "application/json" });
  res.end(JSON.stringify(body));
}
