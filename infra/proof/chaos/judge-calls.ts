import { chargeOf, type KnownLegs, legsOf } from "./known-call.ts";
import type { MadeCall } from "./load.ts";

/** A terminal call as the ledger has it. */
export interface RecordedCall {
  readonly id: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly provider: string | null;
  readonly input: number | null;
  readonly output: number | null;
  readonly outcome: string;
  readonly source: string;
  readonly legs: KnownLegs;
}

export interface Judgement {
  readonly acknowledged: number;
  /** Of these: charged exactly what they cost, to whoever asked. */
  readonly exact: number;
  /** What acknowledged calls should have been charged and were not. */
  readonly lostNano: bigint;
  /** What anybody was charged beyond what was delivered. */
  readonly overchargedNano: bigint;
  readonly chargedNano: bigint;
  /** Ended without an acknowledgement, by how the ledger says they ended; `none` never began. */
  readonly unacknowledged: Readonly<Record<string, number>>;
  /** Everything that must not be, in sentences. */
  readonly problems: readonly string[];
}

export function judgeCalls(made: readonly MadeCall[], recorded: readonly RecordedCall[]): Judgement {
  const judge = new Judge(recorded);
  for (const one of made) if (one.answer.kind === "acknowledged") judge.acknowledged(one, one.answer);
  for (const one of made) if (one.answer.kind !== "acknowledged") judge.unacknowledged(one);
  const untold = made.filter(({ answer }) => "callId" in answer && answer.callId === null);
  judge.leftOver({ untold: untold.length, broken: untold.filter(({ answer }) => answer.kind === "broken").length });
  return judge.judgement();
}

type Acknowledged = Extract<MadeCall["answer"], { kind: "acknowledged" }>;

class Judge {
  readonly #byId: Map<string, RecordedCall>;
  readonly #byUnits = new Map<string, RecordedCall[]>();
  readonly #seen = new Set<string>();
  readonly #unacknowledged: Record<string, number> = {};
  readonly #problems: string[] = [];
  readonly #recorded: readonly RecordedCall[];
  #acknowledged = 0;
  #exact = 0;
  #lostNano = 0n;
  #overchargedNano = 0n;

  constructor(recorded: readonly RecordedCall[]) {
    this.#recorded = recorded;
    this.#byId = new Map(recorded.map((one) => [one.id, one]));
    for (const one of recorded) {
      if (one.source !== "reported") continue;
      const units = `${one.input}/${one.output}`;
      this.#byUnits.set(units, [...(this.#byUnits.get(units) ?? []), one]);
    }
  }

  /** Charged exactly once, exactly what its units cost, to whoever asked; and the answer said so. */
  acknowledged(made: MadeCall, answer: Acknowledged): void {
    this.#acknowledged += 1;
    const known = legsOf(made.call, answer.provider, made.key.viaApp);
    const row = this.#byId.get(answer.callId);
    if (row) this.#seen.add(row.id);
    this.#chargedOnce(made);
    if (answer.costNano !== chargeOf(known))
      this.#problem(made, `its answer says ${answer.costNano} nano-USD instead of ${chargeOf(known)}`);
    const isExact = row?.outcome === "completed" && row.source === "reported" && isSame(row.legs, known);
    if (isExact && row.keyId === made.key.id) {
      this.#exact += 1;
      return;
    }
    const difference = chargeOf(known) - (row ? chargeOf(row.legs) : 0n);
    if (difference < 0n) this.#overchargedNano -= difference;
    if (difference > 0n) this.#lostNano += difference;
    this.#problem(made, `was acknowledged at ${chargeOf(known)} nano-USD and is ${row ? words(row) : "not recorded"}`);
  }

  /** Free when it was refused; otherwise at most what was delivered, once. */
  unacknowledged(made: MadeCall): void {
    const { answer, call, key } = made;
    const callId = "callId" in answer ? answer.callId : null;
    const row = (callId === null ? undefined : this.#byId.get(callId)) ?? this.#ofUnits(made)[0];
    this.#chargedOnce(made);
    const ending = row ? `${row.outcome}, ${row.source}` : "none";
    this.#unacknowledged[ending] = (this.#unacknowledged[ending] ?? 0) + 1;
    if (!row) return;
    this.#seen.add(row.id);
    const charge = chargeOf(row.legs);
    const isFree = answer.kind === "refused" || answer.kind === "unreached";
    const most = isFree || row.provider === null ? 0n : chargeOf(legsOf(call, row.provider, key.viaApp));
    if (charge <= most && (row.source !== "reported" || charge === most || charge === 0n)) return;
    this.#overchargedNano += charge > most ? charge - most : 0n;
    this.#problem(made, `was ${answer.kind} and is ${words(row)}, at most ${most} nano-USD were delivered`);
  }

  /**
   * Rows whose number nobody was told: no more than callers who were told none, and of those that cost something no more than callers who may
   * have got half an answer. A refusal tells no number; where the answer to the hold was lost, its call ends as void.
   */
  leftOver({ untold, broken }: { untold: number; broken: number }): void {
    const rows = this.#recorded.filter(({ id }) => !this.#seen.has(id));
    const charged = rows.filter(({ legs }) => chargeOf(legs) > 0n);
    if (rows.length > untold || charged.length > broken)
      this.#problems.push(
        `${rows.length} calls are recorded, ${charged.length} of them charged, that nobody knows of; ${untold} callers were told no number, ${broken} of them broken off`,
      );
    for (const row of rows) {
      const ending = `${row.outcome}, ${row.source}`;
      this.#unacknowledged[ending] = (this.#unacknowledged[ending] ?? 0) + 1;
      this.#unacknowledged.none = Math.max(0, (this.#unacknowledged.none ?? 0) - 1);
      if (row.source === "reported" && chargeOf(row.legs) > 0n)
        this.#problems.push(`call ${row.id} is ${words(row)} with units of no call that was made`);
    }
  }

  judgement(): Judgement {
    return {
      acknowledged: this.#acknowledged,
      exact: this.#exact,
      lostNano: this.#lostNano,
      overchargedNano: this.#overchargedNano,
      chargedNano: this.#recorded.reduce((sum, { legs }) => sum + chargeOf(legs), 0n),
      unacknowledged: this.#unacknowledged,
      problems: this.#problems,
    };
  }

  #ofUnits({ call }: MadeCall): readonly RecordedCall[] {
    return this.#byUnits.get(`${call.input}/${call.output}`) ?? [];
  }

  #chargedOnce(made: MadeCall): void {
    const charged = this.#ofUnits(made).filter(({ legs }) => chargeOf(legs) > 0n);
    for (const again of charged.slice(1)) this.#overchargedNano += chargeOf(again.legs);
    if (charged.length > 1)
      this.#problem(made, `was charged ${charged.length} times: ${charged.map(({ id }) => id).join(", ")}`);
  }

  #problem({ call, answer }: MadeCall, sentence: string): void {
    const id = "callId" in answer && answer.callId !== null ? ` (${answer.callId})` : "";
    this.#problems.push(`call ${call.sequence}${id} ${sentence}`);
  }
}

function isSame(one: KnownLegs, other: KnownLegs): boolean {
  return one.cost === other.cost && one.fee === other.fee && one.surcharge === other.surcharge;
}

function words({ outcome, source, input, output, legs }: RecordedCall): string {
  return `${outcome}, ${source}, ${input} + ${output} units, ${chargeOf(legs)} nano-USD`;
}
