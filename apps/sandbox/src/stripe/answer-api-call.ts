import { createHash } from "node:crypto";
import type { StripeAccount } from "./emit-event.ts";
import type { Upload } from "./handlers/handler.ts";
import { runOperation } from "./run-operation.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { stripeId } from "./stripe-id.ts";
import type { Fault } from "./stripe-store.ts";

/** A call to the simulated API, as it came off the wire. */
export type StripeApiRequest = {
  method: string;
  path: string;
  /** The body, or the query string of a GET. */
  encoded: string;
  /** The file of a multipart body. */
  upload?: Upload | undefined;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
  publicUrl: string;
};

export type StripeApiReply = {
  status: number;
  body: string;
  requestId: string;
  replayed: boolean;
  /** The connection breaks instead of this reply. */
  lost: boolean;
};

/** Authorises, replays or runs one API call. Never throws for what the caller did wrong. */
export async function answerApiCall(account: StripeAccount, request: StripeApiRequest): Promise<StripeApiReply> {
  const requestId = stripeId("req_", 14);
  const fault = takeFault(account, request);
  const asSaid = { requestId, replayed: false, lost: false };
  if (fault?.kind === "lost_before") return { ...asSaid, status: 0, body: "", lost: true };
  try {
    if (fault?.kind === "error") throw injected(fault.status);
    checkKey(request.authorization);
    const reply = runOnce(account, request, { requestId, fault });
    await account.store.save();
    return { ...reply, lost: fault?.kind === "lost" };
  } catch (error) {
    if (!(error instanceof StripeApiError)) throw error;
    return { ...asSaid, status: error.status, body: JSON.stringify(error.body, null, 2) };
  }
}

type Attempt = { requestId: string; fault: Fault | undefined };

/** Runs a call, or repeats the reply to the first with the same idempotency key. Source: docs.stripe.com/api/idempotent_requests. */
function runOnce(account: StripeAccount, request: StripeApiRequest, attempt: Attempt): Omit<StripeApiReply, "lost"> {
  const { idempotency } = account.store.state;
  const fingerprint = createHash("sha256")
    .update(`${request.path}?${request.encoded}`)
    .update(request.upload?.bytes ?? "")
    .digest("hex");
  const key = request.method === "POST" ? request.idempotencyKey : undefined;
  const earlier = key === undefined ? undefined : idempotency[key];
  if (key !== undefined && earlier !== undefined) {
    checkSameRequest(key, earlier.fingerprint === fingerprint);
    return { status: earlier.status, body: earlier.body, requestId: earlier.requestId, replayed: true };
  }
  const reply = { ...execute(account, request), requestId: attempt.requestId };
  const failing = attempt.fault?.kind === "error_after" ? injected(attempt.fault.status) : undefined;
  const told = failing ? { ...reply, status: failing.status, body: JSON.stringify(failing.body, null, 2) } : reply;
  if (key !== undefined) idempotency[key] = { ...told, fingerprint, at: Date.now() };
  return { ...told, replayed: false };
}

/** A card that is refused is a result like any other and is kept; a request that is refused is not. */
function execute(account: StripeAccount, request: StripeApiRequest): { status: number; body: string } {
  try {
    return { status: 200, body: JSON.stringify(runOperation(account, request), null, 2) };
  } catch (error) {
    if (error instanceof StripeApiError && error.status === 402)
      return { status: 402, body: JSON.stringify(error.body, null, 2) };
    throw error;
  }
}

/** The first fault that waits for such a call; it is used up. */
function takeFault({ store }: StripeAccount, { method, path }: StripeApiRequest): Fault | undefined {
  const { faults } = store.state;
  const fault = faults.find((one) => one.method === method && path.startsWith(one.path));
  if (fault === undefined) return undefined;
  fault.times -= 1;
  if (fault.times === 0) faults.splice(faults.indexOf(fault), 1);
  return { ...fault };
}

function injected(status: Fault["status"]): StripeApiError {
  switch (status) {
    case 409:
      return new StripeApiError({
        status,
        code: "lock_timeout",
        message:
          "This object cannot be accessed right now because another API request or Stripe process is accessing it.",
      });
    case 429:
      return new StripeApiError({ status, code: "rate_limit", message: "Request rate limit exceeded." });
    case 500:
    case 503:
      return new StripeApiError({ status, type: "api_error", message: "An unknown error occurred." });
  }
}

function checkSameRequest(key: string, same: boolean): void {
  if (!same) {
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
    throw new StripeApiError({ status: 400, type: "idempotency_error", message });
  }
}

/** Accepts any test secret key, as Bearer token or as the user name of Basic authentication. */
function checkKey(authorization: string | undefined): void {
  const [scheme = "", value = ""] = (authorization ?? "").split(" ");
  const key = /^basic$/i.test(scheme) ? (Buffer.from(value, "base64").toString().split(":")[0] ?? "") : value;
  if (key === "") {
    const message =
      "You did not provide an API key. Send it as a Bearer token: 'Authorization: Bearer YOUR_SECRET_KEY'.";
    throw new StripeApiError({ status: 401, message });
  }
  if (!/^(sk|rk)_test_\w+$/.test(key)) {
    const message = `Invalid API Key provided: ${key.slice(0, 8)}${"*".repeat(8)}`;
    throw new StripeApiError({ status: 401, message });
  }
}
