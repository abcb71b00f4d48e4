import { decodeForm } from "./decode-form.ts";
import type { StripeAccount } from "./emit-event.ts";
import { expandPaths } from "./expand.ts";
import type { Handlers, Upload } from "./handlers/handler.ts";
import { MONEY_BACK } from "./handlers/money-back.ts";
import { MONEY_IN } from "./handlers/money-in.ts";
import { MONEY_OUT } from "./handlers/money-out.ts";
import { checkEmitted } from "./schema/check-emitted.ts";
import { checkRequest } from "./schema/check-request.ts";
import type { Endpoint } from "./schema/stripe-types.ts";
import { StripeApiError } from "./stripe-api-error.ts";

export type Operation = {
  method: string;
  path: string;
  /** The body or query as it came: a form for the v1 API, JSON in bodies of the v2 API. */
  encoded: string;
  /** The file of a multipart body. */
  upload?: Upload | undefined;
  publicUrl: string;
};

/** Every call there is. A call without a handler does not compile. */
const HANDLERS: Handlers<Endpoint> = { ...MONEY_IN, ...MONEY_OUT, ...MONEY_BACK };

const ROUTES = Object.keys(HANDLERS)
  .filter(isEndpoint)
  .map((endpoint) => {
    const [method = "", path = ""] = endpoint.split(" ");
    return { endpoint, method, pattern: new RegExp(`^${path.replace("{id}", "([\\w-]+)")}$`) };
  });

/** Runs an API call and returns the object to answer with. Throws a StripeApiError for what Stripe would refuse. */
export function runOperation(account: StripeAccount, operation: Operation): unknown {
  for (const { endpoint, method, pattern } of ROUTES) {
    const match = pattern.exec(operation.path);
    if (match !== null && method === operation.method)
      return run(endpoint, account, { ...operation, id: match[1] ?? "" });
  }
  const message = `Unrecognized request URL (${operation.method}: ${operation.path}). The sandbox does not know it.`;
  throw new StripeApiError({ status: 404, message });
}

function run<E extends Endpoint>(
  endpoint: E,
  account: StripeAccount,
  { method, path, encoded, upload, publicUrl, id }: Operation & { id: string },
): unknown {
  const isJson = path.startsWith("/v2/") && method === "POST";
  const sent = checkRequest(endpoint, isJson ? parseJson(encoded) : decodeForm(encoded), !isJson);
  const handle: Handlers<E>[E] = HANDLERS[endpoint];
  const answer = handle(account, { sent, id, upload, publicUrl });
  const expand = "expand" in sent && Array.isArray(sent.expand) ? sent.expand : [];
  const shown =
    typeof answer === "object" && answer !== null ? expandPaths(account.store.state, answer, expand) : answer;
  checkEmitted(shown);
  return shown;
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw new StripeApiError({ status: 400, message: "The body is not JSON." });
  }
}

function isEndpoint(name: string): name is Endpoint {
  return name in HANDLERS;
}
