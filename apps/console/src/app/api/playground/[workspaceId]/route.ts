import { relayCall } from "../../../../playground/relay-call.ts";

/** A chat completion from the playground, answered by the API at the workspace's expense. */
export async function POST(request: Request, { params }: { params: Promise<{ workspaceId: string }> }) {
  return await relayCall(request, (await params).workspaceId);
}
