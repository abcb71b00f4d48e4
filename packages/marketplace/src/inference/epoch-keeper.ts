import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Database } from "@tollgate/db/open-database";
import { beginEpoch, type Epoch, forgetOtherEpochs, openEpoch, readEpoch, readRunId } from "@tollgate/db/redis/epoch";
import type { Redis } from "ioredis";
import { keepOpenQuarantine } from "../quarantine/keep-open-quarantine.ts";
import { gatherEpoch } from "./gather-epoch.ts";
import { holdAgain } from "./hold-again.ts";
import type { OpenCalls } from "./open-calls.ts";
import type { UsageTail } from "./usage-tail.ts";

/** How often every process looks whether another epoch has begun. */
const LOOK_MS = 250;
/** A start does not wait longer than this on top for calls to be admitted: it may take the settlement of a long backlog. */
const START_PATIENCE_MS = 2_000;

export interface EpochStores {
  readonly redis: Redis;
  readonly db: Database;
  readonly tail: UsageTail;
  readonly openCalls: OpenCalls;
  /** Settles the ends that dead processes left on disk. @returns whether nothing is left of them, as far as can be told. */
  readonly takeLeftEnds: () => Promise<boolean>;
  readonly settings: { readonly holdTtlMs: number; readonly rejoinMs: number };
  readonly onError: (error: unknown) => void;
}

/**
 * Keeps one process in Redis' epoch. A Redis that lost writes (it is empty, or another server process than before) begins a new one, in which
 * nothing that is in Redis counts. Each process then holds again for its open calls and sends its last ends once more; after `rejoinMs` the
 * calls of processes that died are held for as Redis knows them, everything that has ended is settled, also what dead processes left on disk, and
 * calls are admitted again. Every process does all of it, so none has to survive.
 */
export class EpochKeeper {
  readonly #stores: EpochStores;
  /** Of the server that the connection goes to; `null` while that is not known. */
  #runId: string | null = null;
  /** Counts connections, so that what one of them said is not believed of the next. */
  #connection = 0;
  #epochId: string | null = null;
  #gathered: { readonly epochId: string; readonly settled: () => Promise<boolean> } | null = null;
  #open = false;
  #looking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(stores: EpochStores) {
    this.#stores = stores;
  }

  /** Whether this process is part of the epoch of the Redis it is connected to. Without that no hold may be asked for. */
  get joined(): boolean {
    return this.#runId !== null;
  }

  /** Joins, and waits a while until calls are admitted. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    this.#timer.unref();
    const deadline = performance.now() + this.#stores.settings.rejoinMs + START_PATIENCE_MS;
    while (!this.#open && performance.now() < deadline) {
      await this.look();
      if (!this.#open) await pause(LOOK_MS / 10);
    }
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#looking;
  }

  disconnected(): void {
    this.#connection += 1;
    this.#runId = null;
    this.#open = false;
  }

  /** Looks at the epoch and does what is to be done; never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#looking = null;
      });
    return this.#looking;
  }

  #failed(error: unknown): void {
    this.#runId = null;
    this.#open = false;
    // A connection that is not there says so itself.
    if (this.#stores.redis.status === "ready") this.#stores.onError(error);
  }

  async #look(): Promise<void> {
    const { redis } = this.#stores;
    if (redis.status !== "ready") return;
    const connection = this.#connection;
    const runId = this.#runId ?? (await readRunId(redis));
    let epoch = await readEpoch(redis);
    if (epoch?.runId !== runId) epoch = await beginEpoch(redis, { after: epoch, runId });
    if (epoch.runId !== runId) return;
    if (epoch.id !== this.#epochId) await this.#join(epoch);
    if (connection !== this.#connection) return;
    this.#runId = runId;
    this.#open = epoch.open || (await this.#openUp(epoch));
  }

  async #join(epoch: Epoch): Promise<void> {
    const { redis, tail, openCalls, settings } = this.#stores;
    this.#runId = null;
    // An admission that was answered before the epoch was read is among the open calls after this turn.
    await nextTurn();
    await holdAgain(this.#stores, openCalls.holds(), { epochId: epoch.id, ttlMs: settings.holdTtlMs });
    // After the holds: a call that ended while it was held for again ends once more.
    await tail.replay(redis);
    this.#epochId = epoch.id;
  }

  /** @returns whether calls are admitted now. */
  async #openUp(epoch: Epoch): Promise<boolean> {
    const { redis, settings, takeLeftEnds, onError } = this.#stores;
    if (epoch.ageMs < settings.rejoinMs) return false;
    if (this.#gathered?.epochId !== epoch.id) {
      if (!(await takeLeftEnds())) return false;
      this.#gathered = { epochId: epoch.id, settled: await gatherEpoch(this.#stores, epoch.id) };
    }
    if (!(await this.#gathered.settled())) return false;
    this.#gathered = null;
    await keepOpenQuarantine(this.#stores, epoch.id);
    if (!(await openEpoch(redis, epoch.id))) return false;
    void forgetOtherEpochs(redis, epoch.id).catch(onError);
    return true;
  }
}
