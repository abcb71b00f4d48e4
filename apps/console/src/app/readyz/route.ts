import { checkReadiness } from "../../server/readiness.ts";

export const dynamic = "force-dynamic";

/** Everything the console depends on answers. */
export async function GET(): Promise<Response> {
  const failing = await checkReadiness();
  return Response.json(
    { status: failing.length === 0 ? "ok" : "unavailable", failing },
    { status: failing.length === 0 ? 200 : 503 },
  );
}
