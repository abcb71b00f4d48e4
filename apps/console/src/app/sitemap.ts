import type { MetadataRoute } from "next";
import { loadModels, modelHref } from "../catalogue/load-models.ts";
import { loadDirectory } from "../directory/load-directory.ts";
import { DOCS, docsHref } from "../docs/contents.ts";
import { env } from "../env.ts";
import { loadProviders } from "../market/load-market.ts";

export const dynamic = "force-dynamic";

/** Every public page: documentation, models offered now, providers, apps in the directory. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const origin = env().CONSOLE_URL;
  const [models, apps, providers] = await Promise.all([loadModels(), loadDirectory(), loadProviders()]);
  const docs = DOCS.flatMap(({ pages }) => pages.map(({ slug }) => docsHref(slug)));
  const pages = ["/", "/docs", ...docs, "/models", "/models/compare", "/providers", "/apps", "/pricing"];
  const things = [
    ...models.map((model) => modelHref(model.id)),
    ...providers.map(({ slug }) => `/providers/${slug}`),
    ...apps.map(({ id }) => `/apps/${id}`),
  ];
  return [...pages, ...things].map((path) => ({ url: origin + path }));
}
