/**
 * Redis keys are spread over shards by workspace. Every key a script touches carries the shard's hash tag, so that on a cluster one script
 * stays in one slot, while the settlement streams of all workspaces of a shard are one stream to drain.
 * Changing the number moves workspaces: drain every stream first.
 */
export const SHARDS = 16;

/** Shard of a workspace: FNV-1a of its id. */
export function shardOf(workspaceId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < workspaceId.length; i++) hash = Math.imul(hash ^ workspaceId.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % SHARDS;
}

const tag = (shard: number) => `{s${shard}}`;

/** What a stream's name gets in scripts to name the sum of its charges. */
export const BACKLOG_SUFFIX = ":charges";

/** Names of every key the money path keeps in Redis. */
export const redisKeys = {
  /** Hash: id, run, open, since; see `epoch.ts`. */
  epoch: (shard: number) => `${tag(shard)}:epoch`,
  /** Hash: base and version (as Postgres has them), held, unsettled, avail = base − held − unsettled, and the epoch it was loaded in. */
  credit: (shard: number, workspaceId: string) => `${tag(shard)}:credit:${workspaceId}`,
  /** Hash: hold and intent of an admitted call that has not ended, how far it has come, the epoch its hold counts in, and caps set since, a line each. */
  call: (shard: number, callId: string) => `${tag(shard)}:call:${callId}`,
  /** Sorted set: open calls by expiry in Redis milliseconds. */
  holds: (shard: number) => `${tag(shard)}:holds`,
  /** Stream: terminal usage events not yet settled. An entry is deleted after its settlement committed. */
  usage: (shard: number) => `${tag(shard)}:usage`,
  /** Counter: charges of the entries of `usage`, kept by the scripts that append and delete them. Gone when the stream is empty. */
  backlog: (shard: number) => `${tag(shard)}:usage${BACKLOG_SUFFIX}`,
  /** Hash: charges of calls in quarantine that are still part of `unsettled`, by call id. */
  quarantined: (shard: number) => `${tag(shard)}:quarantined`,
  /** Hash: what became of a request with an idempotency key; see `idempotent-call.ts`. */
  idempotent: (shard: number, keyId: string, name: string) => `${tag(shard)}:idempotent:${keyId}:${name}`,
  /** Hash: an answer that may be given again; see `answer-cache.ts`. */
  answer: (shard: number, workspaceId: string, name: string) => `${tag(shard)}:answer:${workspaceId}:${name}`,
  /** Sorted set: kept answers of a workspace by expiry. */
  answerExpiries: (shard: number, workspaceId: string) => `${tag(shard)}:answers:${workspaceId}`,
  /** Hash: their sizes by name, and the sum under no name. */
  answerSizes: (shard: number, workspaceId: string) => `${tag(shard)}:answer-sizes:${workspaceId}`,
  /** The same three for responses that are kept because their request asked for it. */
  response: (shard: number, workspaceId: string, name: string) => `${tag(shard)}:response:${workspaceId}:${name}`,
  responseExpiries: (shard: number, workspaceId: string) => `${tag(shard)}:responses:${workspaceId}`,
  responseSizes: (shard: number, workspaceId: string) => `${tag(shard)}:response-sizes:${workspaceId}`,
  /** List: an app's newest calls in test mode, newest first; see `test-calls.ts`. */
  testCalls: (shard: number, appId: string) => `${tag(shard)}:test-calls:${appId}`,
  /** Counter: an app's calls in test mode in a minute. */
  testMinute: (shard: number, appId: string, minute: number) => `${tag(shard)}:test-rpm:${appId}:${minute}`,
  /** String: what a code of a sign-in in test mode is good for, by its hash. */
  testCode: (hash: string) => `test-code:${hash}`,
  /** Set: revoked key ids. */
  revoked: (shard: number) => `${tag(shard)}:revoked`,
  // Scripts add the epoch to the name of a counter, so that one of another epoch is not found.
  /** Counter: spent plus reserved against a cap in a window. */
  cap: (shard: number, scope: string, window: string) => `${tag(shard)}:cap:${scope}:${window}`,
  /** Counter: requests of a key, grant or workspace in a minute. */
  minute: (shard: number, scopeId: string, minute: number) => `${tag(shard)}:rpm:${scopeId}:${minute}`,
  /** Counter: tokens used and reserved by a key, grant or workspace in a minute. */
  tokens: (shard: number, scopeId: string, minute: number) => `${tag(shard)}:tpm:${scopeId}:${minute}`,
  /** Counter: open calls of a key, grant or workspace. */
  open: (shard: number, scopeId: string) => `${tag(shard)}:open:${scopeId}`,
  /** String: what the processes know of an endpoint that is down or cooling, while it is. */
  endpointHealth: (endpointId: string) => `endpoint:${endpointId}`,
  /** Channel on which the processes of one database tell each other of endpoints. */
  endpointNews: (database: number) => `tollgate:endpoints:${database}`,
  /** String: who drains the shard's stream at the moment. A hint only; settlement is idempotent. */
  drainLease: (shard: number) => `${tag(shard)}:drain`,
} as const;
