import { env } from "../env.ts";

/** Names what does not answer; empty when the console can serve. */
export async function checkReadiness(): Promise<string[]> {
  try {
    env();
    return [];
  } catch {
    return ["environment"];
  }
}
