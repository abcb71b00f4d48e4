import { parseJson } from "@tollgate/gateway/json-fields";
import { credentialHeaders } from "@tollgate/gateway/upstream-call";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type Reply, send, withUpstream } from "./ask-upstream.ts";
import { checkAddress } from "./check-address.ts";
import { checkCredential } from "./check-credential.ts";
import { Credential, EndpointAddress, EndpointDialect } from "./endpoint-input.ts";

export const DiscoverModelsInput = z.object({
  workspaceId: z.string(),
  baseUrl: EndpointAddress,
  dialect: EndpointDialect.default("openai-chat"),
  /** Sent to the address and not kept. */
  credential: Credential.optional(),
});
export type DiscoverModelsInput = z.input<typeof DiscoverModelsInput>;

export interface DiscoveredModels {
  /** Names of models in the API's own words, by name; empty when it lists none. */
  readonly models: readonly string[];
  /** A sentence the provider can act on when there are none. */
  readonly problem: string | null;
}

/** Where APIs list their models, below the base address, and how the list is told. */
const LISTS: Readonly<Record<string, string>> = {
  "openai-chat": "/models",
  "openai-responses": "/models",
  "anthropic-messages": "/models?limit=1000",
  "gemini-generate": "/models?pageSize=1000",
  "ollama-chat": "/tags",
};
/** Longest list that a form shows. */
const MOST_MODELS = 500;

const List = z.union([
  z.object({ data: z.array(z.object({ id: z.string() })) }).transform(({ data }) => data.map(({ id }) => id)),
  // Gemini's and Ollama's.
  z
    .object({ models: z.array(z.object({ name: z.string() })) })
    .transform(({ models }) => models.map(({ name }) => name.replace(/^models\//, ""))),
]);

/**
 * Asks an API which models it has, before anything is registered. The address goes through the same guard as every call to it, and the key is sent
 * there and nowhere else. Admins and owners may.
 */
export async function discoverModels(ctx: Context, input: DiscoverModelsInput): Promise<DiscoveredModels> {
  const { workspaceId, dialect, credential = null, ...data } = parseInput(DiscoverModelsInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const baseUrl = await checkAddress(ctx, data.baseUrl);
  await checkCredential(ctx, { credential, dialect, baseUrl });
  const target = { baseUrl, dialect, upstreamModel: "", kind: "chat" as const, credential };
  const found = await withUpstream(target, ctx, async ({ agent, target: ready, quirks }) => {
    const path = LISTS[quirks.name];
    if (path === undefined) return { message: "This API does not list its models. Enter the model's name yourself." };
    return readList(await send(agent, ready, { path, headers: credentialHeaders(quirks, ready.credential) }));
  });
  if ("message" in found) return { models: [], problem: found.message };
  return { models: found.models, problem: null };
}

function readList({ status, text }: Reply): { readonly models: readonly string[] } | { readonly message: string } {
  if (status === 401 || status === 403)
    return { message: `The API refused the key (${status}). Check the key you entered.` };
  if (status !== 200)
    return { message: `The API answered ${status} when it was asked for its models. Check the address.` };
  const list = List.safeParse(parseJson(text));
  if (!list.success) return { message: "The API answered, but not with a list of models. Check which API it is." };
  const models = [...new Set(list.data)].sort((a, b) => a.localeCompare(b, "en")).slice(0, MOST_MODELS);
  return models.length > 0 ? { models } : { message: "The API lists no models. Load one first, or enter its name." };
}
