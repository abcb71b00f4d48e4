import { createHash } from "node:crypto";
import { decodeForm } from "./decode-form.ts";
import type { StripeAccount } from "./emit-event.ts";
import { runOperation } from "./operations.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { stripeId } from "./stripe-id.ts";

/** A call to the simulated API, as it came off the wire. */
export type StripeApiRequest = {
  method: string;
  path: string;
  /** The form body, or the query string of a GET. */
  encoded: string;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
};

export type StripeApiReply = { status: number; body: string; requestId: string; replayed: boolean };

/** Authorises, replays or runs one API call. Never throws for what the caller did wrong. */
export async function answerApiCall(
  account: StripeAccount,
  request: StripeApiRequest,
  publicUrl: string,
): Promise<StripeApiReply> {
  const requestId = stripeId("req_", 14);
  try {
    checkKey(request.authorization);
    const fingerprint = createHash("sha256").update(`${request.path}?${request.encoded}`).digest("hex");
    const key = request.method === "POST" ? request.idempotencyKey : undefined;
    const earlier = key === undefined ? undefined : account.store.state.idempotency[key];
    if (key !== undefined && earlier !== undefined) {
      checkSameRequest(key, earlier.fingerprint === fingerprint);
      return { status: earlier.status, body: earlier.body, requestId: earlier.requestId, replayed: true };
    }
    const form = decodeForm(request.encoded);
    const result = await runOperation(account, { method: request.method, path: request.path, form, publicUrl });
    const reply = { status: 200, body: JSON.stringify(result, null, 2), requestId };
    if (key !== undefined) {
      account.store.state.idempotency[key] = { ...reply, fingerprint, at: Date.now() };
      await account.store.save();
    }
    return { ...reply, replayed: false };
  } catch (error) {
    if (!(error instanceof StripeApiError)) {
      throw error;
    }
    return { status: error.status, body: JSON.stringify(error.body, null, 2), requestId, replayed: false };
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
