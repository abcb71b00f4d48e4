/**
 * Queues by how long their jobs take, so that a long one never stands before a short one: `money` within a second, `upkeep` within a minute,
 * `books` for as long as it takes, `deliveries` for as long as other people's servers take.
 */
export const QUEUES = ["money", "upkeep", "books", "deliveries"] as const;

export type QueueName = (typeof QUEUES)[number];

/** Jobs of one queue that a worker process runs side by side. */
export const CONCURRENCY: Readonly<Record<QueueName, number>> = { money: 2, upkeep: 2, books: 1, deliveries: 1 };

/** How the names of BullMQ's keys begin; the braces keep all of them in one slot of a cluster. */
export const JOBS_PREFIX = "{jobs}";
