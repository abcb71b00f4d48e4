import { Hono } from "hono";
import { z } from "zod";
import { PROVIDERS, type ProviderProfile } from "./profiles.ts";
import { providerError, refuseKey } from "./provider-error.ts";
import type { ProviderState } from "./provider-state.ts";
import { addServiceRoutes } from "./services/service-routes.ts";

const DEMO_MODELS = ["demo/small", "demo/large", "demo/reasoner"];

const OutageInput = z.union([
  z.strictObject({ on: z.boolean() }),
  z.strictObject({ until: z.union([z.iso.datetime(), z.number()]) }),
]);

export function findProvider(slug: string): ProviderProfile | undefined {
  return PROVIDERS.find((profile) => profile.slug === slug);
}

/** Everything about the simulated providers except chat completions, which are answered on the raw socket. */
export function providerRoutes(state: ProviderState): Hono {
  const routes = new Hono();
  routes.get("/", (c) => c.json({ providers: PROVIDERS.map((profile) => describe(profile, state)) }));
  routes.get("/calls", (c) => {
    const since = z.coerce.number().int().min(0).catch(0).parse(c.req.query("since"));
    return c.json(state.journal.since(since));
  });
  routes.delete("/calls", (c) => {
    state.journal.clear();
    return c.body(null, 204);
  });
  routes.post("/:provider/outage", async (c) => {
    const profile = findProvider(c.req.param("provider"));
    if (profile === undefined) {
      return c.json(providerError({ status: 404, message: "There is no such demo provider." }).body, 404);
    }
    const input = OutageInput.safeParse(await c.req.json().catch(() => null));
    if (!input.success) {
      const message = 'Send {"on": true}, {"on": false} or {"until": "<ISO date or Unix milliseconds>"}.';
      return c.json(providerError({ status: 400, message }).body, 400);
    }
    state.setOutage(profile.slug, outageEnd(input.data));
    return c.json(describe(profile, state));
  });
  routes.use("/:provider/:version{v1|v1beta|v2|api}/*", async (c, next) => {
    const key = c.req.header("authorization") ?? c.req.header("x-api-key") ?? c.req.header("x-goog-api-key");
    const refusal =
      findProvider(c.req.param("provider")) === undefined
        ? providerError({ status: 404, message: "There is no such demo provider." })
        : refuseKey(key);
    if (refusal !== undefined) {
      return Response.json(refusal.body, { status: refusal.status });
    }
    await next();
  });
  routes.get("/:provider/v1beta/models/:model{.+}", (c) => {
    const model = c.req.param("model");
    return c.json({ name: `models/${model}`, supportedGenerationMethods: ["generateContent"] });
  });
  routes.get("/:provider/v1/models", (c) => c.json({ object: "list", data: DEMO_MODELS.map(modelObject) }));
  routes.get("/:provider/v1/models/:model{.+}", (c) => c.json(modelObject(c.req.param("model"))));
  addServiceRoutes(routes, state);
  routes.all("/:provider/:version{v1|v1beta|v2|api}/*", (c) => {
    const message = `Unknown request URL: ${c.req.method} ${c.req.path}.`;
    return c.json(providerError({ status: 404, message, code: "unknown_url" }).body, 404);
  });
  return routes;
}

function outageEnd(input: z.infer<typeof OutageInput>): number | null {
  if ("on" in input) {
    return input.on ? Number.POSITIVE_INFINITY : null;
  }
  return typeof input.until === "number" ? input.until : Date.parse(input.until);
}

function describe(profile: ProviderProfile, state: ProviderState) {
  const until = state.outageUntil(profile.slug);
  return {
    slug: profile.slug,
    name: profile.name,
    description: profile.description,
    base_url_path: `/providers/${profile.slug}/v1`,
    first_token_ms: profile.firstTokenMs,
    tokens_per_second: profile.tokensPerSecond,
    habits: profile.habits,
    in_flight: state.inFlight(profile.slug),
    down: until !== null,
    down_until: until !== null && Number.isFinite(until) ? new Date(until).toISOString() : null,
  };
}

function modelObject(id: string) {
  return { id, object: "model", created: 1_767_225_600, owned_by: "tollgate-sandbox" };
}
