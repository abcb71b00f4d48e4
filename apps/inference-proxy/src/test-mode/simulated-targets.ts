import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { ConnectTimes } from "@tollgate/gateway/connect-times";
import type { TokenCounter } from "@tollgate/gateway/estimate-units";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { objectIn, parseJson } from "@tollgate/gateway/json-fields";
import type { ScenarioName } from "@tollgate/gateway/simulated/scenarios";
import { simulateReply } from "@tollgate/gateway/simulated/simulate-reply";
import type { SimulatedReply } from "@tollgate/gateway/simulated/simulated-reply";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import type { Dispatcher } from "undici";
import type { Targets, UpstreamTarget } from "../upstream-targets.ts";

export interface SimulatedAnswer {
  readonly request: InferenceRequest;
  readonly scenario: ScenarioName | null;
  readonly countTokens: TokenCounter;
  readonly createdSeconds: number;
}

/** An endpoint as test mode calls it: its place, price and limits, and a model in this process that speaks OpenAI's dialect. */
export function simulatedEndpoint(endpoint: EndpointRecord): EndpointRecord {
  const { modelId: upstreamModel } = endpoint;
  return {
    ...endpoint,
    dialect: "openai-chat",
    baseUrl: "http://simulated.invalid/v1",
    credential: null,
    upstreamModel,
  };
}

/** Stands where connections to endpoints are: attempts of one test call end in a simulated model, and no address is ever looked up. */
export class SimulatedTargets implements Targets {
  readonly #answer: SimulatedAnswer;
  readonly #connects = new ConnectTimes();
  #attempts = 0;

  constructor(answer: SimulatedAnswer) {
    this.#answer = answer;
  }

  of(): UpstreamTarget {
    return {
      pool: { dispatch: (options, handler) => this.#dispatch(options, handler) },
      connects: this.#connects,
      path: "/v1/chat/completions",
      basePath: "/v1",
      streamPath: "/v1/chat/completions",
      headers: ["content-type", "application/json"],
      host: "simulated.invalid",
      credential: null,
    };
  }

  proofOf(): readonly string[] {
    return [];
  }

  proofRefused(): void {}

  async close(): Promise<void> {}

  #dispatch({ body }: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.#attempts += 1;
    const { request, ...answer } = this.#answer;
    const sent = request.form === undefined ? objectIn(parseJson(String(body))) : request.body;
    const { surface, stream } = request;
    const reply = simulateReply({ ...answer, surface, body: sent, stream, attempt: this.#attempts });
    void new SimulatedExchange(reply, handler).run();
    return true;
  }
}

/** Plays a reply to a handler as a connection would. */
class SimulatedExchange implements Dispatcher.DispatchController {
  readonly rawHeaders = null;
  readonly rawTrailers = null;
  paused = false;
  reason: Error | null = null;
  readonly #reply: SimulatedReply;
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #left = new AbortController();
  #resumed: (() => void) | null = null;

  constructor(reply: SimulatedReply, handler: Dispatcher.DispatchHandler) {
    this.#reply = reply;
    this.#handler = handler;
  }

  get aborted(): boolean {
    return this.#left.signal.aborted;
  }

  abort(reason: Error): void {
    this.reason = reason;
    this.#left.abort(reason);
    this.resume();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.#resumed?.();
    this.#resumed = null;
  }

  /** Never rejects: what goes wrong is told to the handler, or to nobody once it has left. */
  async run(): Promise<void> {
    try {
      await this.#play();
    } catch (error) {
      if (!this.aborted)
        this.#handler.onResponseError?.(this, error instanceof Error ? error : new Error("the simulated model failed"));
    }
  }

  async #play(): Promise<void> {
    const { status, headers, pieces, breaksOff } = this.#reply;
    this.#handler.onRequestStart?.(this, {});
    await turn();
    if (!this.aborted) this.#handler.onResponseStart?.(this, status, { ...headers }, "");
    for (const { afterMs, bytes } of pieces) {
      await (afterMs > 0 ? wait(afterMs, undefined, { signal: this.#left.signal }) : turn());
      if (this.paused) await this.#resume();
      if (this.aborted) return;
      this.#handler.onResponseData?.(this, Buffer.from(bytes));
    }
    if (this.aborted) return;
    if (breaksOff) this.#handler.onResponseError?.(this, new Error("the simulated connection broke"));
    else this.#handler.onResponseEnd?.(this, {});
  }

  #resume(): Promise<void> {
    return new Promise((resolve) => {
      this.#resumed = resolve;
    });
  }
}
