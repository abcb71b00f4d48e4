import type { MetadataRoute } from "next";
import { loadModels, modelHref } from "../catalogue/load-models.ts";
import { loadDirectory } from "../directory/load-directory.ts";
import { DOCS, docsHref } from "../docs/contents.ts";
import { env } from "../env.ts";

export const dynamic = "force-dynamic";

/** Every public page: documentation, models offered now, apps in the directory. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const origin = env().CONSOLE_URL;
  const [models, apps] = await Promise.all([loadModels(), loadDirectory()]);
  const docs = DOCS.flatMap(({ pages }) => pages.map(({ slug }) => docsHref(slug)));
  const pages = ["/", "/docs", ...docs, "/models", "/apps"];
  const things = [...models.map((model) => modelHref(model.id)), ...apps.map((app) => `/apps/${app.id}`)];
  return [...pages, ...things].map((path) => ({ url: origin + path }));
}
