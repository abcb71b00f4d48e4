import { globSync, readFileSync } from "node:fs";
import type pg from "pg";
import { inRepository, repositoryRoot } from "../local/paths.ts";

/**
 * Everything that can move money, enumerated from what there is: functions of the database that the application may call with more than its
 * own rights, scripts of Redis, and requests to the payment processor that change something there. By the names that failpoints have.
 */
export async function enumerateMoneyEffects(pool: pg.Pool): Promise<string[]> {
  return [...(await databaseFunctions(pool)), ...redisScripts(), ...processorRequests()].toSorted();
}

/** `settle_calls` is reached as `pg.settle_calls` or as `pg.select settle_calls`. */
export function isReached(moneyEffect: string, effects: ReadonlySet<string>): boolean {
  return effects.has(moneyEffect) || effects.has(moneyEffect.replace("pg.", "pg.select "));
}

async function databaseFunctions(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(`SELECT DISTINCT p.proname AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.prorettype <> 'trigger'::regtype
      AND has_function_privilege('tollgate_app', p.oid, 'EXECUTE')`);
  return rows.map(({ name }) => `pg.${name}`);
}

/** The function around each `runScript`, as in a failpoint's name. */
function redisScripts(): string[] {
  const names = sourcesOf("packages/*/src/**/*.ts").flatMap((text) =>
    text
      .split(/(?=\bfunction \w|\bconst \w+ = async \()/)
      .filter((part) => /\brunScript\(/.test(part))
      .map((part) => /^(?:function|const) (\w+)/.exec(part)?.[1] ?? "unknown"),
  );
  return [...new Set(names)].filter((name) => name !== "runScript").map((name) => `redis.${name}`);
}

/** Verbs of the client that change nothing at the processor. */
const READS = /^(list|retrieve|construct|parse)/;

/** `stripe.paymentIntents.cancel(` is `http.POST /v1/payment_intents/…/cancel`. */
function processorRequests(): string[] {
  const calls = sourcesOf("packages/marketplace/src/**/*.ts").flatMap((text) => [
    ...text.matchAll(/\bstripe\s*\.((?:\w+\s*\.)+)(\w+)\(/g),
  ]);
  const names = calls
    .filter(([, , verb = ""]) => !READS.test(verb))
    .map(([, resource = "", verb = ""]) => {
      const words = resource.replaceAll(/\s/g, "").split(".").filter(Boolean).map(snakeCase);
      const base = words[0] === "v2" ? `/${words.join("/")}` : `/v1/${words.join("/")}`;
      return `http.POST ${verb === "create" ? base : `${base}/…/${snakeCase(verb)}`}`;
    });
  return [...new Set(names)];
}

function snakeCase(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function sourcesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: repositoryRoot })
    .filter((file) => !/\.test\.ts$|\/testing\/|\/demo\/|\/generated\//.test(file))
    .map((file) => readFileSync(inRepository(file), "utf8"));
}
