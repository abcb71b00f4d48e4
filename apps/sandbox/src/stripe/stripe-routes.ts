import type { HttpBindings } from "@hono/node-server";
import { Hono, type HonoRequest } from "hono";
import { answerApiCall, type StripeApiRequest } from "./answer-api-call.ts";
import { API_VERSION, type StripeAccount } from "./emit-event.ts";
import type { Upload } from "./handlers/handler.ts";
import { settleDue } from "./settle-due.ts";

/** The simulated Stripe API. */
export function stripeRoutes(account: StripeAccount, publicUrl: () => string) {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.get("/v1/files/:id/contents", (c) => {
    const text = account.store.state.reportFiles[c.req.param("id")];
    return text === undefined ? c.notFound() : c.body(text, 200, { "content-type": "text/csv; charset=utf-8" });
  });
  routes.on(["GET", "POST", "DELETE"], ["/v1/*", "/v2/*"], async (c) => {
    const isGet = c.req.method === "GET";
    const idempotencyKey = c.req.header("idempotency-key");
    const request = {
      method: c.req.method,
      path: c.req.path,
      ...(isGet ? { encoded: new URL(c.req.url).search.slice(1) } : await readBody(c.req)),
      authorization: c.req.header("authorization"),
      idempotencyKey,
      publicUrl: publicUrl(),
    };
    await settleDue(account, publicUrl());
    const { requestId, status, replayed, lost, body } = await answerApiCall(account, request);
    const { method, path } = request;
    const at = new Date().toISOString();
    const call = { at, requestId, method, path, status, idempotencyKey: idempotencyKey ?? null, replayed, lost };
    account.store.note(call);
    if (lost) {
      c.env.incoming.socket.destroy();
      return c.body(null, 500);
    }
    return new Response(body, {
      status,
      headers: {
        "content-type": "application/json",
        "request-id": requestId,
        "stripe-version": c.req.header("stripe-version") ?? API_VERSION,
        ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
        ...(replayed ? { "idempotent-replayed": "true" } : {}),
      },
    });
  });
  return routes;
}

/** A form, JSON, or a form in parts of which one is a file. Source: docs.stripe.com/file-upload. */
async function readBody(request: HonoRequest): Promise<Pick<StripeApiRequest, "encoded" | "upload">> {
  if (!request.header("content-type")?.startsWith("multipart/form-data")) return { encoded: await request.text() };
  const fields = new URLSearchParams();
  let upload: Upload | undefined;
  for (const [name, value] of await request.formData()) {
    if (typeof value === "string") fields.append(name, value);
    else if (name === "file") upload = { name: value.name, bytes: await value.bytes() };
    else fields.append(name, value.name);
  }
  return { encoded: fields.toString(), upload };
}
