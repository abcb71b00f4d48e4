import { newId } from "@tollgate/db/ids";
import {
  type ClaimedModel,
  type ClaimFinding,
  type ClaimQuestion,
  claimQuestions,
  judgeClaims,
  namedModel,
  refusedClaims,
} from "@tollgate/gateway/claims";
import { readErrorBody } from "@tollgate/gateway/error-object";
import { isRecord } from "@tollgate/gateway/is-record";
import { parseJson } from "@tollgate/gateway/json-fields";
import { loadTokenCounter } from "@tollgate/gateway/load-token-counter";
import { modelKind } from "@tollgate/gateway/model-kind";
import { REPLY_FORMATS } from "@tollgate/gateway/reply-formats";
import { credentialHeaders, upstreamPath } from "@tollgate/gateway/upstream-call";
import { writeUpstream } from "@tollgate/gateway/write-upstream";
import type { Services } from "../context.ts";
import { type OpenUpstream, send, withUpstream } from "./ask-upstream.ts";
import { failingClaims } from "./failing-claims.ts";
import type { ProbeServices } from "./probe-and-record.ts";
import { stepEndpoint } from "./step-endpoint.ts";

/** An endpoint is suspended when a claim was untrue this often in a row: once may be chance. */
const UNTRUE_BEFORE_SUSPENSION = 2;

/**
 * Asks an endpoint for what it claims and keeps what came as evidence. One whose claims are untrue is held back from then on, and suspended
 * when the same claim is untrue again. @returns the findings; none where nothing can be told.
 */
export async function checkClaims(services: Services, endpointId: string): Promise<readonly ClaimFinding[]> {
  const findings = await findClaims(services, endpointId);
  const at = services.now();
  await services.db.prisma.endpointCheck.createMany({
    data: findings.map((finding) => ({ ...finding, id: newId("endpointCheck"), endpointId, at })),
  });
  if (findings.some(({ ok }) => !ok)) await suspendIfRepeated(services, endpointId);
  return findings;
}

async function findClaims(services: ProbeServices, endpointId: string): Promise<readonly ClaimFinding[]> {
  const { db, keyRing, egressAllow, now } = services;
  const endpoint = await db.prisma.endpoint.findUnique({ where: { id: endpointId }, include: { model: true } });
  if (!endpoint || modelKind(endpoint.model.outputModalities) !== "chat") return [];
  const { baseUrl, dialect, upstreamModel, credentialSealed, model } = endpoint;
  const credential = credentialSealed === null ? null : keyRing.open(credentialSealed, endpointId);
  const target = { baseUrl, dialect, upstreamModel, kind: "chat" as const, credential };
  const found = await withUpstream(target, { egressAllow, now }, (upstream) =>
    askAll(upstream, {
      dialect: upstream.quirks.name,
      model: upstreamModel,
      features: model.features,
      inputModalities: model.inputModalities,
      contextLength: endpoint.contextLength ?? model.contextLength,
    }),
  );
  return "message" in found ? [] : found;
}

async function askAll(upstream: OpenUpstream, claimed: ClaimedModel): Promise<ClaimFinding[]> {
  const countTokens = await loadTokenCounter();
  const findings: ClaimFinding[] = [];
  for (const question of claimQuestions(claimed)) {
    const reply = await askOne(upstream, question);
    const { status, text } = reply;
    if (status === 400 || status === 413 || status === 422)
      findings.push(...refusedClaims(question, status, readErrorBody(text, status).message));
    const body = status === 200 ? parseJson(text) : null;
    if (!isRecord(body)) continue;
    const events = REPLY_FORMATS[claimed.dialect].whole(body);
    if (events.some(({ kind }) => kind === "error")) continue;
    findings.push(...judgeClaims(question, { events, model: namedModel(body) }, { claimed, countTokens }));
  }
  return findings;
}

async function askOne({ agent, target, quirks }: OpenUpstream, { conversation, maxOutputTokens }: ClaimQuestion) {
  const needs = { model: target.upstreamModel, maxOutputTokens, stream: false };
  return await send(agent, target, {
    path: upstreamPath(quirks.name, target.upstreamModel, false),
    headers: ["content-type", "application/json", ...credentialHeaders(quirks, target.credential)],
    body: JSON.stringify(writeUpstream(conversation, needs, quirks)),
  });
}

async function suspendIfRepeated(services: Services, endpointId: string): Promise<void> {
  const failing = await failingClaims(services.db.prisma, endpointId);
  const repeated = failing.filter(({ times }) => times >= UNTRUE_BEFORE_SUSPENSION);
  const endpoint = await services.db.prisma.endpoint.findUnique({
    where: { id: endpointId },
    select: { status: true },
  });
  if (repeated.length === 0 || endpoint?.status !== "approved") return;
  const evidence = repeated.map(
    ({ claim, asked, expected, came }) => `${claim}\nAsked: ${asked}\nExpected: ${expected}\nCame: ${came}`,
  );
  const ctx = { ...services, actor: { kind: "system" } as const };
  await stepEndpoint(ctx, {
    endpointId,
    owner: "anyone",
    step: "suspend",
    action: "suspendEndpoint",
    note: `It does not serve what it claims, twice in a row. Mend it and ask an operator to approve it again.\n\n${evidence.join("\n\n")}`,
  });
}
