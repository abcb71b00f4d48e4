import { countOutput, type TokenCounter } from "@tollgate/gateway/estimate-units";
import { loadTokenCounter } from "@tollgate/gateway/load-token-counter";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import type { InferenceCall } from "./inference-call.ts";

/** More is held when this part of what is held has been delivered. */
const ASK_AT = 0.75;
/** Each time so many times more. */
const GROWTH = 2;
/** Text is counted in pieces, at most so long: each piece may count a token too many at its seams. */
const LONGEST_PIECE = 2048;
const SHORTEST_PIECE = 64;
/** Tokenizers differ. An endpoint that was told the ceiling is cut only when it is clearly past it. */
const TOLERANCE = 1.25;
const TOLERANCE_TOKENS = 32;

/** Generated text, as a tap collects it. */
interface Delivered {
  readonly outputText: string;
  readonly outputBeyond: number;
}

/**
 * Keeps a stream within what is held for it: counts what was delivered, asks for more in time, and says when it must end. A token has at least
 * one byte, so short answers are never counted.
 */
export class StreamBudget {
  readonly #call: InferenceCall;
  readonly #endpoint: EndpointRecord;
  #countTokens: TokenCounter | null = null;
  #characters = 0;
  #tokens = 0;
  #exhausted = false;

  constructor(call: InferenceCall, endpoint: EndpointRecord) {
    this.#call = call;
    this.#endpoint = endpoint;
  }

  /** @returns false when the stream must end now. @param extend whether more may be held. */
  allows(delivered: Delivered, extend: boolean): boolean {
    const call = this.#call;
    const ceiling = call.admission.maxOutputTokens;
    if (delivered.outputText.length + delivered.outputBeyond < ceiling * ASK_AT) return true;
    const tokens = this.#count(delivered, ceiling);
    if (tokens < ceiling * ASK_AT) return true;
    const most = call.totalCeiling(this.#endpoint);
    if (most <= ceiling) return tokens <= ceiling * TOLERANCE + TOLERANCE_TOKENS;
    if (extend && !this.#exhausted) this.#ask(Math.min(ceiling * GROWTH, most));
    return tokens <= ceiling || call.extending !== null;
  }

  #count({ outputText, outputBeyond }: Delivered, ceiling: number): number {
    if (this.#countTokens === null) {
      void this.#load();
      return 0;
    }
    const piece = Math.min(LONGEST_PIECE, Math.max(SHORTEST_PIECE, ceiling));
    if (outputText.length - this.#characters >= piece) {
      this.#tokens += countOutput(outputText.slice(this.#characters), this.#countTokens);
      this.#characters = outputText.length;
    }
    return this.#characters === 0 ? 0 : this.#tokens * (1 + outputBeyond / this.#characters);
  }

  async #load(): Promise<void> {
    this.#countTokens = await loadTokenCounter();
  }

  #ask(outputTokens: number): void {
    const call = this.#call;
    if (call.extending !== null) return;
    call.extending = this.#extend(outputTokens).finally(() => {
      call.extending = null;
    });
  }

  async #extend(outputTokens: number): Promise<void> {
    const { proxy, admission, request } = this.#call;
    const { id: endpointId, ownKeyId } = this.#endpoint;
    const more = { endpointId, ownKeyId, outputTokens, maxSurchargeNano: request.maxSurchargeNano };
    try {
      const result = await proxy.desk.extend(admission, more);
      if (result.kind === "extended") this.#call.admission = result.admission;
      // Credit may come back while the rest of what is held is delivered, so an answer of "no" is final only at the end of it.
      else this.#exhausted = this.#tokens > admission.maxOutputTokens;
    } catch (error) {
      proxy.log.debug({ call: admission.callId, err: error }, "a hold could not be extended");
      this.#exhausted = this.#tokens > admission.maxOutputTokens;
    }
  }
}
