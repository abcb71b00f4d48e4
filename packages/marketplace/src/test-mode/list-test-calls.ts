import { readTestCalls } from "@tollgate/db/redis/test-calls";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { requireOwnApp } from "./require-own-app.ts";
import { readTestCall, type TestCall } from "./test-call.ts";

const PER_PAGE = 50;

/** Which test calls of an app are meant. */
export const TestCallFilter = z.object({
  workspaceId: z.string(),
  appId: z.string(),
  keyId: z.string().nullish(),
  modelId: z.string().nullish(),
  /** `answered`, or `errors` for whatever was refused, failed or broke off. */
  ended: z.enum(["answered", "errors"]).nullish(),
});

export const ListTestCallsInput = TestCallFilter.extend({
  page: z.int().min(1).max(100).default(1),
});
export type ListTestCallsInput = z.input<typeof ListTestCallsInput>;

export interface TestCallPage {
  /** Newest first. */
  readonly calls: readonly TestCall[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** What can be asked for: models and keys of all that is kept. */
  readonly models: readonly string[];
  readonly keys: readonly { readonly id: string; readonly name: string }[];
}

/** An app's newest calls in test mode: as many as are kept, for a week. Members of the builder's workspace may see them. */
export async function listTestCalls(ctx: Context, input: ListTestCallsInput): Promise<TestCallPage> {
  const { page, ...asked } = parseInput(ListTestCallsInput, input);
  const { calls, fitting } = await fittingTestCalls(ctx, asked);
  const pages = Math.max(1, Math.ceil(fitting.length / PER_PAGE));
  const shown = Math.min(page, pages);
  return {
    calls: fitting.slice((shown - 1) * PER_PAGE, shown * PER_PAGE),
    total: fitting.length,
    page: shown,
    pages,
    models: [...new Set(calls.map(({ modelId }) => modelId))].toSorted(),
    keys: [...new Map(calls.map(({ keyId, keyName }) => [keyId, { id: keyId, name: keyName }])).values()],
  };
}

/** An app's test calls that are kept, and those of them a filter means; both newest first. */
export async function fittingTestCalls(ctx: Context, asked: z.output<typeof TestCallFilter>) {
  const calls = await readCalls(ctx, asked);
  const fitting = calls.filter(
    (call) =>
      (!asked.keyId || call.keyId === asked.keyId) &&
      (!asked.modelId || call.modelId === asked.modelId) &&
      (!asked.ended || (call.outcome === "completed") === (asked.ended === "answered")),
  );
  return { calls, fitting };
}

async function readCalls(ctx: Context, app: { readonly workspaceId: string; readonly appId: string }) {
  requireWorkspace(ctx, app.workspaceId);
  await requireOwnApp(ctx.db.prisma, app);
  const kept = await readTestCalls(ctx.redis, app.appId).catch((cause: unknown) => {
    throw new MarketplaceError("unavailable", "Test calls cannot be read right now. Try again in a moment.", { cause });
  });
  return kept.flatMap((json) => readTestCall(json) ?? []);
}
