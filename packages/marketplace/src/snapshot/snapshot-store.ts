import type { Database } from "@tollgate/db/open-database";
import type { Redis } from "ioredis";
import { CHANGES_CHANNEL, type Change, parseChange } from "../changes.ts";
import type { KeyRing } from "../key-ring.ts";
import { loadFees, loadModels, modelOfEndpoint } from "./load-catalogue.ts";
import { type KeySelection, loadKeys } from "./load-keys.ts";
import { loadTestKeys } from "./load-test-keys.ts";
import type { KeyRecord, ModelRecord, Snapshot } from "./records.ts";

/** Everything is read again this often, so that a lost notification or a price that takes effect later is seen. */
const REFRESH_MS = 15_000;

export interface SnapshotSources {
  readonly db: Database;
  /** A connection of its own: it subscribes. */
  readonly subscriber: Redis;
  readonly keyRing: KeyRing;
  readonly nowMs: () => number;
  /** Told when a refresh failed; the last snapshot stays in use. */
  readonly onError: (error: unknown) => void;
}

/** Keeps the newest snapshot in memory: loaded once, then kept fresh by notifications and a periodic refresh. */
export class SnapshotStore {
  readonly #sources: SnapshotSources;
  #current: Snapshot;
  #queue: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  private constructor(sources: SnapshotSources, first: Snapshot) {
    this.#sources = sources;
    this.#current = first;
  }

  /** Subscribes first and loads second, so that no change falls in between. */
  static async open(sources: SnapshotSources): Promise<SnapshotStore> {
    await sources.subscriber.subscribe(CHANGES_CHANNEL);
    const store = new SnapshotStore(sources, await loadAll(sources));
    sources.subscriber.on("message", (channel, message) => {
      if (channel === CHANGES_CHANNEL) store.#onMessage(message);
    });
    // A subscription that was lost and came back may have missed messages.
    sources.subscriber.on("ready", () => store.#enqueue(() => store.#refresh()));
    store.#timer = setInterval(() => store.#enqueue(() => store.#refresh()), REFRESH_MS);
    store.#timer.unref();
    store.#enqueue(() => store.#refresh());
    return store;
  }

  current(): Snapshot {
    return this.#current;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#sources.subscriber.disconnect();
    await this.#queue;
  }

  #onMessage(message: string): void {
    this.#enqueue(async () => {
      const change = parseChange(message);
      if (change) await this.#apply(change);
    });
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch(this.#sources.onError);
  }

  async #apply(change: Change): Promise<void> {
    switch (change.kind) {
      case "key":
        return await this.#reloadKeys({ keyId: change.id });
      case "app":
        return await this.#reloadApp(change.id);
      case "workspace":
        return await this.#reloadKeys({ workspaceId: change.id });
      case "endpoint": {
        const modelId = await modelOfEndpoint(this.#sources.db, change.id);
        if (modelId !== null) await this.#reloadModel(modelId);
        return;
      }
      case "catalogue":
      case "fee":
        return await this.#refresh();
    }
  }

  async #reloadKeys(selection: KeySelection): Promise<void> {
    const loaded = await loadKeys({ ...this.#sources, nowMs: this.#sources.nowMs() }, selection);
    const ids = new Set(loaded.map(({ record }) => record.id));
    // A key may have lost a secret: one that was rotated twice leaves none behind.
    const keys = new Map([...this.#current.keys].filter(([, { id }]) => !ids.has(id)));
    for (const { hash, record } of loaded) keys.set(hash, record);
    this.#current = { ...this.#current, keys };
  }

  async #reloadApp(appId: string): Promise<void> {
    await this.#reloadKeys({ appId });
    const { db, nowMs } = this.#sources;
    const others = [...this.#current.testKeys].filter(([, key]) => key.appId !== appId);
    const testKeys = new Map([...others, ...(await loadTestKeys(db, { appId, nowMs: nowMs() }))]);
    this.#current = { ...this.#current, testKeys };
  }

  async #reloadModel(modelId: string): Promise<void> {
    const [model] = await loadModels({ ...this.#sources, nowMs: this.#sources.nowMs() }, modelId);
    const models = new Map(this.#current.models);
    if (model) models.set(modelId, model);
    else models.delete(modelId);
    this.#current = { ...this.#current, models };
  }

  async #refresh(): Promise<void> {
    this.#current = await loadAll(this.#sources);
  }
}

async function loadAll({ db, keyRing, nowMs, onError }: SnapshotSources): Promise<Snapshot> {
  const now = nowMs();
  const [keys, testKeys, models, fees] = await Promise.all([
    loadKeys({ db, keyRing, nowMs: now, onError }, "all"),
    loadTestKeys(db, { appId: null, nowMs: now }),
    loadModels({ db, keyRing, nowMs: now, onError }),
    loadFees(db, now),
  ]);
  return {
    keys: new Map<string, KeyRecord>(keys.map(({ hash, record }) => [hash, record])),
    testKeys: new Map(testKeys),
    models: new Map<string, ModelRecord>(models.map((model) => [model.id, model])),
    fee: fees.call,
    cachedFee: fees.cached,
    ownKeyFee: fees.ownKey,
    loadedAtMs: now,
  };
}
