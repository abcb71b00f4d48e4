import { openDatabase } from "@tollgate/db/open-database";
import { Redis } from "ioredis";
import { openPaymentProcessor, type PaymentProcessorOptions } from "./billing/payment-processor.ts";
import { openReceiptSigner } from "./calls/receipt-signer.ts";
import type { Services } from "./context.ts";
import { parseKeyRing } from "./key-ring.ts";
import { type Mailer, openMailer } from "./mailer.ts";
import { openPayoutProcessor } from "./payouts/payout-processor.ts";

export interface OpenServicesOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Key ring text, see `parseKeyRing`. */
  readonly encryptionKeys: string;
  /** Ring that signs receipts, see `parseReceiptKeyRing`; left out where none are handed out. */
  readonly receiptKeys?: string;
  /** Public base addresses, without a trailing slash. */
  readonly consoleUrl: string;
  readonly apiUrl: string;
  /** Name, address and tax number of whoever runs the marketplace, parted by `|`; without it documents name the console's host. */
  readonly seller?: string;
  /** `null` while no mail server is configured: what would be sent is dropped with a warning. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** `null` while no processor is configured: buying credit is then refused. */
  readonly payments: PaymentProcessorOptions | null;
  /** CIDR ranges that provider addresses may point to although they are private. */
  readonly egressAllow: readonly string[];
  /** Most database connections. */
  readonly connections?: number;
  readonly now?: () => Date;
}

export interface OpenedServices extends Services {
  /** Names of the stores that do not answer; empty when all do. */
  unreachable(): Promise<string[]>;
  close(): Promise<void>;
}

/** A store that does not answer within this time counts as away: a person waits for the answer. */
const TIMEOUT_MS = 3_000;

/** Opens what verbs work with. Nothing connects before it is first used. */
export function openServices(options: OpenServicesOptions): OpenedServices {
  const db = openDatabase({ url: options.databaseUrl, connections: options.connections ?? 10 });
  const redis = new Redis(options.redisUrl, {
    lazyConnect: true,
    commandTimeout: TIMEOUT_MS,
    connectTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 1,
  });
  // A lost connection fails the commands that need it; ioredis opens another by itself.
  redis.on("error", () => undefined);
  const now = options.now ?? (() => new Date());
  const { receiptKeys } = options;
  const payments = options.payments && openPaymentProcessor(options.payments);
  return {
    db,
    redis,
    now,
    keyRing: parseKeyRing(options.encryptionKeys),
    mailer: options.smtp
      ? openMailer({ ...options.smtp, consoleUrl: withoutSlash(options.consoleUrl) })
      : mailerWithoutServer,
    receipts: receiptKeys === undefined ? null : openReceiptSigner({ db, now, ring: receiptKeys }),
    payments,
    payouts: payments && openPayoutProcessor(payments.stripe),
    urls: { console: withoutSlash(options.consoleUrl), api: withoutSlash(options.apiUrl) },
    seller: sellerLines(options),
    egressAllow: options.egressAllow,
    async unreachable() {
      const [postgres, redisReply] = await Promise.allSettled([db.pool.query("SELECT 1"), redis.ping()]);
      return [
        ...(postgres.status === "rejected" ? ["postgres"] : []),
        ...(redisReply.status === "rejected" ? ["redis"] : []),
      ];
    },
    async close() {
      redis.disconnect();
      await db.close();
    },
  };
}

const mailerWithoutServer: Mailer = {
  async send({ subject }) {
    console.warn(`no mail server is configured: “${subject}” was not sent`);
  },
};

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

function sellerLines({ seller = "", consoleUrl }: OpenServicesOptions): string[] {
  const lines = seller
    .split("|")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.length > 0 ? lines : [new URL(consoleUrl).host];
}
