import type { MetadataRoute } from "next";
import { loadModels, modelHref } from "../catalogue/load-models.ts";
import { DOCS, docsHref } from "../docs/contents.ts";
import { env } from "../env.ts";

export const dynamic = "force-dynamic";

/** The landing page, the documentation, the list of models and every model that is offered now. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const origin = env().CONSOLE_URL;
  const models = await loadModels();
  const docs = DOCS.flatMap(({ pages }) => pages.map(({ slug }) => docsHref(slug)));
  return ["/", "/docs", ...docs, "/models", ...models.map((model) => modelHref(model.id))].map((path) => ({
    url: origin + path,
  }));
}
