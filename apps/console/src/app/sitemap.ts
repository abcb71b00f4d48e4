import type { MetadataRoute } from "next";
import { loadModels, modelHref } from "../catalogue/load-models.ts";
import { env } from "../env.ts";

export const dynamic = "force-dynamic";

/** The landing page, the list of models and every model that is offered now. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const origin = env().CONSOLE_URL;
  const models = await loadModels();
  return ["/", "/models", ...models.map((model) => modelHref(model.id))].map((path) => ({ url: origin + path }));
}
