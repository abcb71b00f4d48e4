import { isService } from "../services/services.ts";
import { simulateChat } from "./simulate-chat.ts";
import { simulateService } from "./simulate-service.ts";
import { JSON_HEADERS, type SimulatedCall, type SimulatedReply } from "./simulated-reply.ts";

/** How long a provider at its limit asks to be left alone; longer than a call may wait, so that its caller is told. */
const RETRY_AFTER_SECONDS = 7;

/**
 * What the built-in model of test mode answers: the same to the same call, counted by the local tokenizer. Nobody is called, and nothing is drawn
 * or read from a clock.
 */
export function simulateReply(call: SimulatedCall): SimulatedReply {
  const failure = failureOf(call);
  if (failure !== null) return failure;
  const { surface } = call;
  const reply = isService(surface) ? simulateService(surface, call) : simulateChat(call);
  return call.scenario === "stream_interrupted" ? brokenOff(reply, call.stream) : reply;
}

/** Words that arrive before a stream breaks off. */
const WORDS_BEFORE_BREAK = 5;

function brokenOff(reply: SimulatedReply, stream: boolean): SimulatedReply {
  return { ...reply, pieces: reply.pieces.slice(0, stream ? WORDS_BEFORE_BREAK : 0), breaksOff: true };
}

function failureOf({ scenario, attempt }: SimulatedCall): SimulatedReply | null {
  switch (scenario) {
    case "provider_error":
      return refused(500, "The simulated provider failed, as asked.");
    case "failover":
      return attempt === 1 ? refused(503, "The simulated provider failed at the first attempt, as asked.") : null;
    case "provider_rate_limited":
      return refused(429, "The simulated provider is at its limit, as asked.", {
        "retry-after": String(RETRY_AFTER_SECONDS),
      });
    case "upstream_refused":
      return refused(400, "The simulated provider finds the request wrong, as asked.");
    default:
      return null;
  }
}

function refused(status: number, message: string, headers: Readonly<Record<string, string>> = {}): SimulatedReply {
  const bytes = JSON.stringify({ error: { message, type: "simulated", code: null, param: null } });
  return { status, headers: { ...JSON_HEADERS, ...headers }, pieces: [{ afterMs: 0, bytes }], breaksOff: false };
}
