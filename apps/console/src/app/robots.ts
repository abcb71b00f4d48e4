import type { MetadataRoute } from "next";
import { env } from "../env.ts";

export const dynamic = "force-dynamic";

/** The marketplace may be found; people's own pages are nobody's business. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/api/", "/w/", "/connect/", "/finance/", "/operator/", "/home", "/playground"],
    },
    sitemap: `${env().CONSOLE_URL}/sitemap.xml`,
  };
}
