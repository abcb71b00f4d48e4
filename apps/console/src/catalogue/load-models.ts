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

/** How the endpoints of a model did lately. */
export async function loadSignals(modelId: string, period: "day" | "week"): Promise<Outputs["models"]["signals"]> {
  return await (await api()).models.signals({ modelId, period });
}

export function modelHref(modelId: string): string {
  return `/models/${modelId.split("/").map(encodeURIComponent).join("/")}`;
}

export function modelIdOf(segments: readonly string[]): string {
  return segments.map((segment) => decodeURIComponent(segment)).join("/");
}
