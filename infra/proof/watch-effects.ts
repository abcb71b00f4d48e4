import { subscribe } from "node:diagnostics_channel";
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { Command, Redis } from "ioredis";
import pg from "pg";
import { httpEffect, isTransactionWord, postgresEffect, redisEffect, ScriptNames } from "./effect-name.ts";
import type { Action, OnEffect } from "./failpoint.ts";

const ALONE: readonly Action[] = ["kill-before", "kill-after", "lose", "duplicate"];
/** Of a partner, or the end of a transaction: no network repeats it by itself. */
const ONCE: readonly Action[] = ["kill-before", "kill-after", "lose"];
/** Inside a transaction, to die after a statement is to die before the next one. */
const WITHIN: readonly Action[] = ["kill-before", "lose"];

/** Wraps the clients of both stores, of the payment processor and of model endpoints where they talk to the wire. */
export function watch(onEffect: OnEffect): void {
  watchRedis(onEffect);
  watchPostgres(onEffect);
  watchProcessor(onEffect);
  watchUpstreams(onEffect);
}

function dieNow(): void {
  process.kill(process.pid, "SIGKILL");
}

const lost = () => new Error("Connection terminated: the answer was lost");

function watchRedis(onEffect: OnEffect): void {
  const original = Redis.prototype.sendCommand;
  const scripts = new ScriptNames();
  const evalsha: unknown = Reflect.get(Redis.prototype, "evalsha");
  if (typeof evalsha !== "function") throw new Error("the Redis client runs no scripts by hash");
  Reflect.set(Redis.prototype, "evalsha", function (this: Redis, sha: string, ...rest: unknown[]) {
    scripts.learn(sha, new Error().stack ?? "");
    return Reflect.apply(evalsha, this, [sha, ...rest]);
  });
  // A command that waited for a connection comes through a second time.
  const known = new WeakSet<Command>();
  Reflect.set(Redis.prototype, "sendCommand", function (this: Redis, command: Command, ...rest: unknown[]) {
    const send = () => Reflect.apply(original, this, [command, ...rest]);
    const effect = known.has(command) ? null : redisEffect({ name: command.name, args: command.args, scripts });
    if (effect === null) return send();
    known.add(command);
    const action = onEffect(effect, ALONE);
    if (action === "kill-before") dieNow();
    if (action === "duplicate") {
      const again = new Command(command.name, command.args.map(String));
      known.add(again);
      again.promise.catch(() => undefined);
      Reflect.apply(original, this, [again]);
    }
    if (action === "lose") Reflect.set(command, "resolve", () => command.reject(lost()));
    if (action === "kill-after") command.promise.then(dieNow, dieNow);
    return send();
  });
}

function watchPostgres(onEffect: OnEffect): void {
  const original = pg.Client.prototype.query;
  const open = new WeakSet<pg.Client>();
  Reflect.set(pg.Client.prototype, "query", function (this: pg.Client, ...args: unknown[]) {
    const statement = statementOf(args[0]);
    if (statement === null) return Reflect.apply(original, this, args);
    const effect = postgresEffect(statement);
    const action = onEffect(effect, actionsFor(effect, open.has(this)));
    if (/^pg\.(begin|start)\b/.test(effect)) open.add(this);
    if (/^pg\.(commit|rollback)\b/.test(effect)) open.delete(this);
    if (action === "kill-before") dieNow();
    const [last] = args.slice(-1);
    if (typeof last === "function") {
      const answer = (...answered: unknown[]) => {
        if (action === "kill-after") dieNow();
        Reflect.apply(last, undefined, action === "lose" ? [lost()] : answered);
      };
      const sent = [...args.slice(0, -1), answer];
      if (action === "duplicate")
        return Reflect.apply(original, this, [...args.slice(0, -1), () => Reflect.apply(original, this, sent)]);
      return Reflect.apply(original, this, sent);
    }
    const run = (): Promise<unknown> => Reflect.apply(original, this, args);
    return action === "duplicate" ? run().then(run) : afterwards(run(), action);
  });
}

function actionsFor(effect: string, isInTransaction: boolean): readonly Action[] {
  if (effect.startsWith("pg.commit")) return ONCE;
  return isTransactionWord(effect) || isInTransaction ? WITHIN : ALONE;
}

async function afterwards(answer: Promise<unknown>, action: Action | null): Promise<unknown> {
  const value = await answer;
  if (action === "kill-after") dieNow();
  if (action === "lose") throw lost();
  return value;
}

/** `null` for cursors and streams, which nothing on the money path uses. */
function statementOf(query: unknown): { name: string | undefined; text: string } | null {
  if (typeof query === "string") return { name: undefined, text: query };
  if (typeof query !== "object" || query === null || "submit" in query) return null;
  if (!("text" in query) || typeof query.text !== "string") return null;
  return { name: "name" in query && typeof query.name === "string" ? query.name : undefined, text: query.text };
}

function watchProcessor(onEffect: OnEffect): void {
  const original = http.request;
  Reflect.set(http, "request", (...args: unknown[]) => {
    const [options] = args;
    const method = textIn(options, "method") ?? "GET";
    const action = onEffect(httpEffect("http", { method, path: textIn(options, "path") ?? "/" }), ONCE);
    if (action === "kill-before") dieNow();
    const request: http.ClientRequest = Reflect.apply(original, http, args);
    if (action === "kill-after") request.prependOnceListener("response", dieNow);
    if (action === "lose") request.prependOnceListener("response", loseAnswer);
    return request;
  });
  syncBuiltinESMExports();
}

/** None of the body arrives. As on a network, the connection breaks after whoever waits for it has heard of the answer's beginning. */
function loseAnswer(response: http.IncomingMessage): void {
  Reflect.set(response, "push", () => true);
  setImmediate(() => response.destroy(lost()));
}

/** A model endpoint's call has three moments: it is about to go out, its answer begins, its answer is whole. */
function watchUpstreams(onEffect: OnEffect): void {
  const ends = new WeakMap<object, Action>();
  subscribe("undici:request:create", (message) => {
    const request = requestIn(message);
    const effect = httpEffect("upstream", {
      method: textIn(request, "method") ?? "",
      path: textIn(request, "path") ?? "",
    });
    const action = onEffect(effect, ["kill-before", "kill-after"]);
    if (action === "kill-before") dieNow();
    if (action === "kill-after") ends.set(request, action);
  });
  subscribe("undici:request:headers", () => {
    if (onEffect("upstream.answer begins", ["kill-before"]) !== null) dieNow();
  });
  subscribe("undici:request:trailers", (message) => {
    if (ends.has(requestIn(message))) dieNow();
  });
}

function requestIn(message: unknown): object {
  const request: unknown =
    typeof message === "object" && message !== null ? Reflect.get(message, "request") : undefined;
  return typeof request === "object" && request !== null ? request : {};
}

function textIn(options: unknown, name: string): string | undefined {
  const value: unknown = typeof options === "object" && options !== null ? Reflect.get(options, name) : undefined;
  return typeof value === "string" ? value : undefined;
}
