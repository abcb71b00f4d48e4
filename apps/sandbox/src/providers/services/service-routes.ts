import type { Context, Hono } from "hono";
import { providerError } from "../provider-error.ts";
import type { ProviderState } from "../provider-state.ts";
import { completeText } from "./complete-text.ts";
import { embed, embedForCohere, embedForGemini, embedForOllama } from "./embed.ts";
import { moderate, rerank } from "./judge-texts.ts";
import { paint } from "./paint.ts";
import type { Service } from "./service-answer.ts";
import { speak, transcribe } from "./speak.ts";

/** What is answered at once and without a pace, by its path below a provider. */
const SERVICES: readonly (readonly [path: string, service: Service])[] = [
  ["/v1/embeddings", embed],
  ["/v2/embed", embedForCohere],
  ["/api/embed", embedForOllama],
  ["/v1beta/models/:model{.+:(?:embedContent|batchEmbedContents)}", embedForGemini],
  ["/v1/completions", completeText],
  ["/v1/rerank", rerank],
  ["/v2/rerank", rerank],
  ["/v1/moderations", moderate],
  ["/v1/images/generations", paint],
  ["/v1/audio/speech", speak],
  ["/v1/audio/transcriptions", transcribe],
];

/** Adds the services of every provider. A provider that is switched off refuses them too. */
export function addServiceRoutes(routes: Hono, state: ProviderState): void {
  for (const [path, service] of SERVICES) {
    routes.post(`/:provider${path}`, async (c) => {
      if (state.outageUntil(c.req.param("provider") ?? "") !== null)
        return c.json(providerError({ status: 503, message: "This provider is switched off." }).body, 503);
      const answer = await service(await bodyOf(c));
      switch (answer.kind) {
        case "ok":
          return c.json(answer.body);
        case "bytes":
          return c.body(answer.bytes, 200, { "content-type": answer.contentType });
        case "invalid":
          return c.json(answer.error.body, 400);
      }
    });
  }
}

async function bodyOf(c: Context): Promise<unknown> {
  const isForm = c.req.header("content-type")?.startsWith("multipart/form-data") === true;
  return await (isForm ? c.req.parseBody() : c.req.json()).catch(() => null);
}
