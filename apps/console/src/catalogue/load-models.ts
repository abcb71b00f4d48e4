import "server-only";
import { TRPCError } from "@trpc/server";
import { cache } from "react";
import { orNotFound } from "../server/or-not-found.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { api } from "../trpc/server.tsx";

export type Model = Outputs["models"]["list"]["models"][number];
export type ModelDetail = Outputs["models"]["get"];

const PAGE = 500;

/** Every model that is offered now. */
export const loadModels = cache(async (): Promise<Model[]> => {
  const caller = await api();
  const models: Model[] = [];
  let cursor: string | null = null;
  do {
    const page: Outputs["models"]["list"] = await caller.models.list({ cursor, limit: PAGE });
    models.push(...page.models);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return models;
});

/** One model by the segments of its address; an id may hold a slash. */
export const loadModel = cache(
  async (modelId: string): Promise<ModelDetail> => await orNotFound((await api()).models.get({ modelId })),
);

/** The same for one of several: `null` for what is not offered. */
export async function tryModel(modelId: string): Promise<ModelDetail | null> {
  return await (await api()).models.get({ modelId }).catch((error: unknown) => {
    if (error instanceof TRPCError && error.code === "NOT_FOUND") return null;
    throw error;
  });
}

export type SignalPeriod = "day" | "week";
type Signals = Outputs["models"]["signals"];

/** How the endpoints of a model did lately: in the period that is asked for, else in the last day if it had calls, else in the last week. */
export async function loadSignals(
  modelId: string,
  asked: string | string[] | undefined,
): Promise<{ readonly period: SignalPeriod; readonly signals: Signals }> {
  const { models } = await api();
  const of = async (period: SignalPeriod) => ({ period, signals: await models.signals({ modelId, period }) });
  if (asked === "week") return await of("week");
  const day = await of("day");
  if (asked === "day" || day.signals.endpoints.some(({ attempts }) => attempts > 0)) return day;
  return await of("week");
}

export function modelHref(modelId: string): string {
  return `/models/${modelId.split("/").map(encodeURIComponent).join("/")}`;
}

export function modelIdOf(segments: readonly string[]): string {
  return segments.map((segment) => decodeURIComponent(segment)).join("/");
}
