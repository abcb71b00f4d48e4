import { services } from "./services.ts";

/** Names what does not answer; empty when the console can serve. */
export async function checkReadiness(): Promise<string[]> {
  try {
    return await services().unreachable();
  } catch {
    return ["environment"];
  }
}
