import { promptCharacters } from "@tollgate/gateway/estimate-units";
import type { OpenProgress } from "@tollgate/marketplace/inference/checkpoint-calls";
import type { InferenceCall } from "./inference-call.ts";
import type { ProxyContext } from "./proxy-context.ts";

/** English and code have about this many bytes per token; most other text has fewer, so that the doubt is the platform's. */
const BYTES_PER_TOKEN = 4;

/**
 * Notes at the marketplace how far every open stream has come, all in one go every few seconds, so that what was delivered is charged when
 * this process is killed. Only lengths are looked at: a tokenizer is for answers that end without usage.
 */
export class Checkpoints {
  readonly #proxy: ProxyContext;
  readonly #timer: NodeJS.Timeout;
  #busy = false;

  constructor(proxy: ProxyContext) {
    this.#proxy = proxy;
    this.#timer = setInterval(() => void this.#pass(), proxy.settings.checkpointMs);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #pass(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const calls: OpenProgress[] = [];
      for (const call of this.#proxy.open) {
        const progress = progressOf(call);
        if (progress !== null) calls.push(progress);
      }
      if (calls.length > 0) await this.#proxy.desk.checkpoint(calls);
    } catch (error) {
      this.#proxy.log.warn({ err: error }, "open calls could not be noted");
    } finally {
      this.#busy = false;
    }
  }
}

function progressOf(call: InferenceCall): OpenProgress | null {
  const { current, admission, request, firstContentMs } = call;
  const delivered = current?.delivered() ?? null;
  if (current === null || delivered === null) return null;
  const tokens = (characters: number) => Math.max(1, Math.floor(characters / BYTES_PER_TOKEN));
  const units = { input: tokens(promptCharacters(request)), output: tokens(delivered.outputCharacters) };
  const { id: endpointId, ownKeyId } = current.endpoint;
  return { admission, endpointId, ownKeyId, units, firstContentMs, durationMs: call.elapsedMs() };
}
