import "server-only";
import type { api } from "../trpc/server.tsx";

const FAMILIAR = "openai/gpt-4o-mini";

/** A model that samples can name: one people know when it is offered here, else the first that is. */
export async function sampleModelOf(caller: Awaited<ReturnType<typeof api>>): Promise<string> {
  const familiar = await caller.models.list({ search: FAMILIAR, limit: 20 });
  if (familiar.models.some((model) => model.id === FAMILIAR)) return FAMILIAR;
  const { models } = await caller.models.list({ limit: 100 });
  return models.find(({ kind }) => kind === "chat")?.id ?? FAMILIAR;
}
