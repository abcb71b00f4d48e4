// Names for what a process asks of the outside world, so that a failpoint can be set at each of them.
import { createHash } from "node:crypto";

/** Effects that carry no money and come from libraries by themselves: handshakes, subscriptions, the job queues' bookkeeping. */
const QUIET_COMMANDS: ReadonlySet<string> = new Set([
  ...["hello", "auth", "select", "info", "client", "ping", "subscribe", "unsubscribe", "quit"],
]);

/** Scripts are called by hash; the function that runs one gives it its name. */
export class ScriptNames {
  readonly #names = new Map<string, string>();

  /** Remembers who is on the stack right above `runScript`. */
  learn(sha: string, stack: string): void {
    if (this.#names.has(sha)) return;
    const frame = /\bat (?:async )?runScript .*\n\s+at (?:async )?(.*)/.exec(stack)?.[1] ?? "";
    // Two functions of one name in one bundle are told apart by a suffix.
    const functionName = /^(\w+?)(?:\$\d+)? \(/.exec(frame)?.[1];
    const fileName = /\/([\w-]+)\.ts:/.exec(frame)?.[1] ?? "unknown";
    const name = functionName ?? fileName.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
    this.#names.set(sha, name);
  }

  of(sha: string): string {
    return this.#names.get(sha) ?? sha;
  }
}

export interface RedisCommand {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly scripts: ScriptNames;
}

/** `redis.placeHold` for a script by who runs it, `redis.xrange usage` for a command and the kind of its key; `null` for a quiet one. */
export function redisEffect({ name, args, scripts }: RedisCommand): string | null {
  const command = name.toLowerCase();
  if (QUIET_COMMANDS.has(command)) return null;
  const texts = args.map(String);
  if (texts.some((text) => text.startsWith("{jobs}"))) return null;
  const [first = ""] = texts;
  if (command === "evalsha") return `redis.${scripts.of(first)}`;
  if (command === "eval") return `redis.${scripts.of(createHash("sha1").update(first).digest("hex"))}`;
  return first === "" ? `redis.${command}` : `redis.${command} ${keyKind(first)}`;
}

function keyKind(key: string): string {
  const [first = "", second] = key.split(":");
  return first.startsWith("{") && second !== undefined ? second : first;
}

/** `pg.settle_calls` for a named statement, otherwise its verb and what it is about: `pg.insert payment`, `pg.select post_journal`. */
export function postgresEffect(statement: { readonly name: string | undefined; readonly text: string }): string {
  if (statement.name && !/^[0-9a-f]{8,}/.test(statement.name)) return `pg.${statement.name}`;
  const text = statement.text.replaceAll('"', "").replaceAll("public.", "").replace(/\s+/g, " ").trim();
  const [verb = ""] = text.toLowerCase().split(" ");
  const subject =
    /\bfrom ([a-z_]+)\(/i.exec(text)?.[1] ??
    /^select ([a-z_]+)\(/i.exec(text)?.[1] ??
    /\b(?:insert into|update(?! of)|delete from)\s+([a-z_]+)/i.exec(text)?.[1] ??
    /\bfrom\s+([a-z_]+)/i.exec(text)?.[1];
  return subject ? `pg.${verb} ${subject.toLowerCase()}` : `pg.${verb}`;
}

/** The database's own words around a transaction: repeating one of them alone would test nothing of ours. */
export function isTransactionWord(effect: string): boolean {
  return /^pg\.(begin|commit|rollback|savepoint|release|set|start)\b/.test(effect);
}

/** `http.POST /v1/checkout/sessions`, ids cut off. */
export function httpEffect(to: "http" | "upstream", { method, path }: { method: string; path: string }): string {
  const [plain = ""] = path.split("?");
  return `${to}.${method} ${plain.replace(/\/(?=[^/]*\d)[a-z]+_[A-Za-z0-9_]+/g, "/…")}`;
}
