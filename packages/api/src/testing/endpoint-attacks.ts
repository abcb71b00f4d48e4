import type { Attack } from "./attacks.ts";

/** Attacks on a provider's endpoints. */
export const ENDPOINT_ATTACKS: Record<string, Attack> = {
  "endpoints.providers": (caller, { workspaceId }) => caller.endpoints.providers({ workspaceId }),
  "endpoints.createProvider": (caller, { workspaceId }) =>
    caller.endpoints.createProvider({ workspaceId, name: "Stolen", slug: "stolen" }),
  "endpoints.traffic": (caller, { workspaceId }) => caller.endpoints.traffic({ workspaceId }),
  "endpoints.exportTraffic": (caller, { workspaceId }) => caller.endpoints.exportTraffic({ workspaceId }),
  "endpoints.exportTrafficOf": (caller, { workspaceId, endpointId }) =>
    caller.endpoints.exportTrafficOf({ workspaceId, endpointId }),
  "endpoints.trafficOf": (caller, { workspaceId, endpointId }) =>
    caller.endpoints.trafficOf({ workspaceId, endpointId }),
  "endpoints.offerable": (caller, { workspaceId }) => caller.endpoints.offerable({ workspaceId, modelId: "acme/one" }),
  "endpoints.checks": (caller, { workspaceId, endpointId }) => caller.endpoints.checks({ workspaceId, endpointId }),
  "endpoints.check": (caller, { workspaceId, endpointId }) => caller.endpoints.check({ workspaceId, endpointId }),
  "endpoints.standing": (caller, { workspaceId, endpointId }) => caller.endpoints.standing({ workspaceId, endpointId }),
  "endpoints.list": (caller, { workspaceId }) => caller.endpoints.list({ workspaceId }),
  "endpoints.register": (caller, { workspaceId, providerId }) =>
    caller.endpoints.register({
      workspaceId,
      providerId,
      modelId: "acme/echo-1",
      baseUrl: "https://stolen.example/v1",
      upstreamModel: "echo-1",
      prices: { input: "1", output: "1" },
    }),
  "endpoints.update": (caller, { workspaceId, endpointId }) =>
    caller.endpoints.update({ workspaceId, endpointId, upstreamModel: "stolen" }),
  "endpoints.prices": (caller, { workspaceId, endpointId }) => caller.endpoints.prices({ workspaceId, endpointId }),
  "endpoints.publishPrice": (caller, { workspaceId, endpointId }) =>
    caller.endpoints.publishPrice({ workspaceId, endpointId, prices: { input: "1", output: "1" } }),
  "endpoints.probe": (caller, { workspaceId, endpointId }) => caller.endpoints.probe({ workspaceId, endpointId }),
  "endpoints.pause": (caller, { workspaceId, endpointId }) => caller.endpoints.pause({ workspaceId, endpointId }),
  "endpoints.resume": (caller, { workspaceId, endpointId }) => caller.endpoints.resume({ workspaceId, endpointId }),
};
