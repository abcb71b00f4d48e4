import "server-only";
import { env } from "../env.ts";
import { type ReferenceChapter, readOpenApi } from "./read-openapi.ts";

const TIMEOUT_MS = 3_000;

/** The API's description of itself, or `null` while it does not answer. */
export async function loadReference(): Promise<ReferenceChapter[] | null> {
  try {
    const reply = await fetch(`${env().API_URL}/v1/openapi.json`, {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return reply.ok ? readOpenApi(await reply.json()) : null;
  } catch {
    return null;
  }
}
