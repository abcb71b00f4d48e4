import { createSession } from "./create-session.ts";
import type { FormObject } from "./decode-form.ts";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { expandPaths } from "./expand.ts";
import { newCustomer } from "./new-customer.ts";
import { CustomerParameters, ExpandOnly, ListParameters, parseParameters, SessionParameters } from "./parameters.ts";
import { expireOverdue, expireSession } from "./pay-session.ts";
import { noSuch, StripeApiError } from "./stripe-api-error.ts";
import type { StoredSession, StripeStore } from "./stripe-store.ts";

export type Operation = { method: string; path: string; form: FormObject; publicUrl: string };

type Handler = (account: StripeAccount, operation: Operation, id: string) => Promise<unknown> | unknown;

/** The part of the API that exists here: method, path pattern (one group for the id), what it does. */
const OPERATIONS: ReadonlyArray<[method: string, path: RegExp, handler: Handler]> = [
  ["POST", /^\/v1\/checkout\/sessions$/, postSession],
  ["GET", /^\/v1\/checkout\/sessions$/, listSessions],
  ["GET", /^\/v1\/checkout\/sessions\/(\w+)$/, getSession],
  ["GET", /^\/v1\/checkout\/sessions\/(\w+)\/line_items$/, getLineItems],
  ["POST", /^\/v1\/checkout\/sessions\/(\w+)\/expire$/, postExpire],
  ["GET", /^\/v1\/payment_intents\/(\w+)$/, retrieve("payment_intent", (store, id) => store.state.paymentIntents[id])],
  ["GET", /^\/v1\/payment_methods\/(\w+)$/, retrieve("PaymentMethod", (store, id) => store.state.paymentMethods[id])],
  ["GET", /^\/v1\/charges\/(\w+)$/, retrieve("charge", (store, id) => store.state.charges[id])],
  [
    "GET",
    /^\/v1\/balance_transactions\/(\w+)$/,
    retrieve("balance transaction", (store, id) => store.state.balanceTransactions[id]),
  ],
  ["POST", /^\/v1\/customers$/, postCustomer],
  ["GET", /^\/v1\/customers\/(\w+)$/, retrieve("customer", (store, id) => store.state.customers[id])],
  ["GET", /^\/v1\/events$/, listEvents],
  ["GET", /^\/v1\/events\/(\w+)$/, retrieve("event", (store, id) => store.state.events[id])],
];

/** Runs an API call and returns the object to answer with. Throws a StripeApiError for what Stripe would refuse. */
export async function runOperation(account: StripeAccount, operation: Operation): Promise<unknown> {
  for (const [method, pattern, handler] of OPERATIONS) {
    const match = pattern.exec(operation.path);
    if (match !== null && method === operation.method) {
      return await handler(account, operation, match[1] ?? "");
    }
  }
  const message = `Unrecognized request URL (${operation.method}: ${operation.path}). The sandbox does not know it.`;
  throw new StripeApiError({ status: 404, message });
}

async function postSession({ store }: StripeAccount, operation: Operation): Promise<unknown> {
  const parameters = parseParameters(SessionParameters, operation.form);
  const stored = createSession(store, parameters, operation.publicUrl);
  await store.save();
  return showSession(store, stored, parameters.expand);
}

async function getSession(account: StripeAccount, operation: Operation, id: string): Promise<unknown> {
  await expireOverdue(account);
  const { expand } = parseParameters(ExpandOnly, operation.form);
  return showSession(account.store, findSession(account.store, id), expand);
}

async function listSessions({ store }: StripeAccount, operation: Operation): Promise<unknown> {
  const parameters = parseParameters(ListParameters, operation.form);
  const sessions = Object.values(store.state.sessions).map((stored) => stored.session);
  const wanted = sessions.filter(
    (session) => parameters.payment_intent === undefined || session.payment_intent === parameters.payment_intent,
  );
  return page(wanted, parameters, "/v1/checkout/sessions");
}

function getLineItems({ store }: StripeAccount, operation: Operation, id: string): unknown {
  const parameters = parseParameters(ListParameters, operation.form);
  const items = findSession(store, id).lineItems;
  return page([...items].reverse(), parameters, `/v1/checkout/sessions/${id}/line_items`);
}

async function postExpire(account: StripeAccount, operation: Operation, id: string): Promise<unknown> {
  const { expand } = parseParameters(ExpandOnly, operation.form);
  const stored = findSession(account.store, id);
  if (!(await expireSession(account, stored))) {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${stored.session.status}.`;
    throw new StripeApiError({ status: 400, message });
  }
  return showSession(account.store, stored, expand);
}

async function postCustomer(account: StripeAccount, operation: Operation): Promise<unknown> {
  const customer = newCustomer(parseParameters(CustomerParameters, operation.form));
  account.store.state.customers[customer.id] = customer;
  await emitEvent(account, "customer.created", customer);
  await account.store.save();
  return customer;
}

function listEvents({ store }: StripeAccount, operation: Operation): unknown {
  const parameters = parseParameters(ListParameters, operation.form);
  const types = parameters.types ?? (parameters.type === undefined ? undefined : [parameters.type]);
  const events = Object.values(store.state.events).filter(
    (event) => types === undefined || matchesType(event.type, types),
  );
  return page(events, parameters, "/v1/events");
}

/** "charge.*" stands for every event of a charge. */
function matchesType(type: string, wanted: readonly string[]): boolean {
  return wanted.some((entry) => (entry.endsWith("*") ? type.startsWith(entry.slice(0, -1)) : type === entry));
}

function retrieve(name: string, find: (store: StripeStore, id: string) => object | undefined): Handler {
  return ({ store }, operation, id) => {
    const { expand = [] } = parseParameters(ExpandOnly, operation.form);
    const object = find(store, id);
    if (object === undefined) {
      throw noSuch(name, id);
    }
    return expandPaths(store.state, object, expand);
  };
}

function findSession(store: StripeStore, id: string): StoredSession {
  const stored = store.state.sessions[id];
  if (stored === undefined) {
    throw noSuch("checkout.session", id);
  }
  return stored;
}

/** Line items appear in a session only when they are asked for. */
function showSession(store: StripeStore, stored: StoredSession, expand: readonly string[] = []): unknown {
  const url = `/v1/checkout/sessions/${stored.session.id}/line_items`;
  const lineItems = { object: "list", data: stored.lineItems, has_more: false, url };
  const wantsItems = expand.some((path) => path.split(".")[0] === "line_items");
  const shown = wantsItems ? { ...stored.session, line_items: lineItems } : stored.session;
  return expandPaths(store.state, shown, expand);
}

/** One page of a list, newest first. */
function page(items: ReadonlyArray<{ id: string }>, parameters: ListParameters, url: string) {
  const newestFirst = [...items].reverse();
  const start = newestFirst.findIndex((item) => item.id === parameters.starting_after) + 1;
  const data = newestFirst.slice(start, start + parameters.limit);
  return { object: "list", url, has_more: start + data.length < newestFirst.length, data };
}
