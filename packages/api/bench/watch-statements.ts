import type { Services } from "@tollgate/marketplace/context";

type Sent = { readonly text: string; readonly values: readonly unknown[] };

/** A plan of Postgres, as JSON: only what is looked at. */
interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Plan Rows": number;
  readonly Filter?: string;
  readonly Plans?: readonly Plan[];
}

/** Fewer rows than this are read in no time, from end to end or not: the partition of a month that has just begun. */
const FEW_ROWS = 2_000;

export interface StatementWatch {
  /** Forgets what was sent so far. */
  begin(): void;
  /** Partitions of `call` that a statement sent since then reads from end to end, by what the planner intends. */
  scans(): Promise<string[]>;
}

/** Notes what every connection of this process sends, also Prisma's, and asks for the plan of what reads calls. */
export async function watchStatements(db: Services["db"]): Promise<StatementWatch> {
  const sent = new Map<string, Sent>();
  const client = await db.pool.connect();
  const prototype = Object.getPrototypeOf(client);
  client.release();
  const send = prototype.query;
  prototype.query = function query(this: unknown, ...args: unknown[]) {
    const [first, second] = args;
    const config = typeof first === "object" && first !== null ? first : { text: first, values: second };
    const text = "text" in config ? config.text : undefined;
    const values =
      "values" in config && Array.isArray(config.values) ? config.values : Array.isArray(second) ? second : [];
    if (typeof text === "string" && /\bcall\b/.test(text) && /^\s*(SELECT|WITH)/i.test(text))
      sent.set(text, { text, values });
    return send.apply(this, args);
  };
  return {
    begin: () => sent.clear(),
    async scans() {
      const statements = [...sent.values()];
      const found = new Set<string>();
      for (const { text, values } of statements) {
        const { rows } = await db.pool.query<{ "QUERY PLAN": readonly { readonly Plan: Plan }[] }>({
          text: `EXPLAIN (FORMAT JSON) ${text}`,
          values: [...values],
        });
        for (const { Plan: plan } of rows[0]?.["QUERY PLAN"] ?? []) for (const name of scansIn(plan)) found.add(name);
      }
      sent.clear();
      return [...found].toSorted();
    },
  };
}

function scansIn(plan: Plan): string[] {
  const relation = plan["Relation Name"] ?? "";
  const whole = plan["Node Type"] === "Seq Scan" && /^call(_\d|$|_default)/.test(relation);
  const here = whole && plan["Plan Rows"] > FEW_ROWS ? [relation] : [];
  return [...here, ...(plan.Plans ?? []).flatMap(scansIn)];
}
