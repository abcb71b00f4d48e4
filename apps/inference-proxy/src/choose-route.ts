import { affinitySeed } from "@tollgate/gateway/affinity";
import type { InferenceRequest, ModelChoice } from "@tollgate/gateway/inference-request";
import { KIND_ADDRESSES, KIND_NAMES, modelKind } from "@tollgate/gateway/model-kind";
import { parametersOf } from "@tollgate/gateway/parameters";
import { type PassedOver, planRoute, type RouteOrder, type RoutePlan } from "@tollgate/gateway/plan-route";
import { serviceOf } from "@tollgate/gateway/services/services";
import { offersTools } from "@tollgate/gateway/tool-calls/check-tool-calls";
import type { EndpointRecord, KeyRecord, ModelRecord, Snapshot } from "@tollgate/marketplace/snapshot/records";
import { isAllowed } from "./allowed-models.ts";
import { type Carriers, carriersOf, ungivenBy, unreadBy } from "./carried.ts";
import { reachOf } from "./own-keys.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { Refusal, retryAfterHeader } from "./refusal.ts";

export interface ChosenRoute {
  readonly model: ModelRecord;
  /** In attempt order. */
  readonly attempts: readonly EndpointRecord[];
  /** What the order of attempts followed. */
  readonly order: RouteOrder;
  /** Endpoints of the model that are not tried, and why. */
  readonly passedOver: readonly PassedOver<EndpointRecord>[];
}

export interface RouteQuestion {
  readonly snapshot: Snapshot;
  readonly request: InferenceRequest;
  readonly choice: ModelChoice;
  readonly key: KeyRecord;
}

/** Plans the attempts for one of the models a request names, or says why there are none. */
export function chooseRoute(
  proxy: ProxyContext,
  { snapshot, request, choice, key }: RouteQuestion,
): ChosenRoute | Refusal {
  const model = snapshot.models.get(choice.written) ?? snapshot.models.get(choice.id);
  if (!model) return notFound(snapshot, choice);
  if (!isAllowed(key.allowedModels, model.id))
    return new Refusal("model_not_allowed", {
      details: { model: model.id, param: "model" },
      metadata: { model: model.id },
    });
  const wrongKind = refuseKind(request, model);
  if (wrongKind) return wrongKind;
  const unread = [...unreadBy(request, model), ...ungivenBy(request, model)];
  if (unread.length > 0) return notCarried(model, { missing: unread });
  const carriers = carriersOf(request, model);
  if (carriers.endpoints.length === 0 && carriers.missing.length > 0) return notCarried(model, carriers);
  const { own, shared } = reachOf(carriers.endpoints, key.workspace, snapshot.ownKeyFee);
  const plan = (candidates: readonly EndpointRecord[]) => planOf(proxy, { candidates, request, key });
  if (own.length === 0) return outcomeOf(model, plan(shared));
  const [ownPlan, sharedPlan] = [plan(own), plan(shared)];
  if (ownPlan.kind !== "route") return outcomeOf(model, shared.length > 0 ? sharedPlan : ownPlan);
  if (sharedPlan.kind !== "route" || !request.preferences.allowFallbacks) return outcomeOf(model, ownPlan);
  const attempts = [...ownPlan.attempts, ...sharedPlan.attempts];
  const passedOver = [...ownPlan.passedOver, ...sharedPlan.passedOver];
  return outcomeOf(model, { ...sharedPlan, attempts, passedOver });
}

function planOf(
  proxy: ProxyContext,
  {
    candidates,
    request,
    key,
  }: { readonly candidates: readonly EndpointRecord[]; readonly request: InferenceRequest; readonly key: KeyRecord },
): RoutePlan<EndpointRecord> {
  const nowMs = proxy.nowMs();
  return planRoute({
    candidates,
    conditionOf: (endpoint) => proxy.health.condition(endpoint, nowMs),
    preferences: request.preferences,
    parameters: request.preferences.requireParameters ? parametersOf(request.body) : [],
    offersTools: offersTools(request.body),
    affinity: affinitySeed(request, key.id),
    chance: proxy.random(),
  });
}

/** A plan as the route of a call, or why there is none. */
function outcomeOf(model: ModelRecord, plan: RoutePlan<EndpointRecord>): ChosenRoute | Refusal {
  switch (plan.kind) {
    case "route":
      return { model, attempts: plan.attempts, order: plan.order, passedOver: plan.passedOver };
    case "excluded":
      return new Refusal("no_endpoint", {
        details: { model: model.id, param: "provider" },
        metadata: { model: model.id, passed_over: plan.passedOver.map(nameReason) },
      });
    case "unavailable": {
      const wait = retryAfterHeader(plan.retryAfterMs);
      return new Refusal("no_endpoint_available", {
        details: { retryAfterSeconds: wait.seconds },
        metadata: { model: model.id, retry_after_seconds: wait.seconds },
        headers: wait.headers,
      });
    }
  }
}

/** A name with a suffix of another gateway's is told which ones are known here. */
function notFound({ models }: Snapshot, { written }: ModelChoice): Refusal {
  const [base = "", suffix] = written.split(/:(?=[^:/]*$)/);
  const isSuffix = suffix !== undefined && models.has(base);
  const message = isSuffix
    ? `"${base}" is one, and takes :floor for the cheapest and :nitro for the fastest endpoint but no :${suffix}`
    : undefined;
  return new Refusal("model_not_found", {
    details: { model: written, param: "model", ...(message !== undefined && { message }) },
    metadata: { model: written, ...(isSuffix && { known_model: base, suffixes: [":floor", ":nitro"] }) },
  });
}

/** A model is asked only for what it gives. */
function refuseKind({ surface }: InferenceRequest, { id, outputModalities }: ModelRecord): Refusal | null {
  const kind = modelKind(outputModalities);
  const asked = serviceOf(surface)?.kind ?? "chat";
  if (kind === asked) return null;
  return new Refusal("wrong_model_kind", {
    details: { model: id, param: "model", message: `${KIND_NAMES[kind]}, which ${KIND_ADDRESSES[kind]} asks` },
    metadata: { model: id, kind, asked, ask_at: KIND_ADDRESSES[kind] },
  });
}

/** An endpoint that is not tried, as errors and receipts name it. */
export function nameReason({ candidate, reason }: PassedOver<EndpointRecord>) {
  return { provider: candidate.providerSlug, reason };
}

/** Endpoints exist, and none of them can be asked all of this. */
function notCarried(model: ModelRecord, { missing }: Pick<Carriers, "missing">): Refusal {
  return new Refusal("not_carried", {
    details: { model: model.id, message: missing.join(", ") },
    metadata: { model: model.id, not_carried: missing },
  });
}
