import { createServer } from "node:http";
import { openPaymentProcessor } from "../billing/payment-processor.ts";
import type { Services } from "../context.ts";
import { TEST_WEBHOOK_SECRET } from "./verbs.ts";

export interface ProcessorRequest {
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | null;
  readonly form: URLSearchParams;
}

/** Answers one request; `null` breaks the connection. */
export type Answer = (request: ProcessorRequest) => { readonly status: number; readonly body: unknown } | null;

/** A payment processor on a port of its own that answers as the test says; the real client talks to it. */
export async function startProcessor(answer: Answer) {
  const requests: ProcessorRequest[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const key = request.headers["idempotency-key"];
    const seen = {
      method: request.method ?? "",
      path: request.url ?? "",
      idempotencyKey: typeof key === "string" ? key : null,
      form: new URLSearchParams(body),
    };
    requests.push(seen);
    const reply = answer(seen);
    if (!reply) return request.socket.destroy();
    response.writeHead(reply.status, { "Content-Type": "application/json" }).end(JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const payments: Services["payments"] = openPaymentProcessor({
    secretKey: "sk_test_none",
    webhookSecret: TEST_WEBHOOK_SECRET,
    apiUrl: `http://127.0.0.1:${port}`,
  });
  return {
    payments,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
