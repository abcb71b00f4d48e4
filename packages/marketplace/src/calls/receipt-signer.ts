import type { Database } from "@tollgate/db/open-database";
import type { PublishedKey, ReceiptDocument, SignedReceipt } from "@tollgate/receipts/receipt-document";
import { parseReceiptKeyRing, type ReceiptKey } from "@tollgate/receipts/receipt-key-ring";
import { signReceipt } from "@tollgate/receipts/sign-receipt";

/** Signs receipts with the newest key and publishes every key that ever signed. */
export interface ReceiptSigner {
  sign(receipt: ReceiptDocument): Promise<SignedReceipt>;
  /** Oldest first. */
  keys(): Promise<PublishedKey[]>;
}

/** Processes that still run with the old order of the ring during a roll-out sign for this long after it changed. */
const RETIREMENT_MS = 3_600_000;

/**
 * Opens a ring. Its public halves are recorded on first use and before anything is signed with them: a receipt whose key is not published
 * could be verified by nobody.
 * @throws when the ring is malformed; on use, when a key id once named another key.
 */
export function openReceiptSigner(options: {
  readonly db: Database;
  readonly now: () => Date;
  readonly ring: string;
}): ReceiptSigner {
  const { db, now } = options;
  const ring = parseReceiptKeyRing(options.ring);
  let published: Promise<void> | null = null;
  const publish = () => {
    published ??= publishKeys(db, ring, now()).catch((error: unknown) => {
      published = null;
      throw error;
    });
    return published;
  };
  return {
    async sign(receipt) {
      await publish();
      return signReceipt(receipt, ring[0], now());
    },
    async keys() {
      await publish();
      const rows = await db.prisma.receiptKey.findMany({ orderBy: [{ publishedAt: "asc" }, { kid: "asc" }] });
      return rows.map(({ kid, publicKey, publishedAt, retiresAt }) => ({
        kty: "OKP",
        crv: "Ed25519",
        use: "sig",
        alg: "EdDSA",
        kid,
        x: publicKey,
        from: publishedAt.toISOString(),
        until: retiresAt?.toISOString() ?? null,
      }));
    },
  };
}

/** Records the ring's keys; the one that stopped signing since gets its end, and one that signs again loses it. */
async function publishKeys(db: Database, ring: readonly [ReceiptKey, ...ReceiptKey[]], now: Date): Promise<void> {
  const [signing] = ring;
  await db.prisma.receiptKey.createMany({
    data: ring.map(({ kid, x }) => ({ kid, publicKey: x, publishedAt: now })),
    skipDuplicates: true,
  });
  const known = new Map((await db.prisma.receiptKey.findMany()).map((row) => [row.kid, row]));
  for (const { kid, x } of ring) {
    if (known.get(kid)?.publicKey !== x)
      throw new Error(`receipt keys: “${kid}” once named another key; give the new one an id of its own`);
  }
  const { publishedAt = now } = known.get(signing.kid) ?? {};
  // A key that was published before the one that signs now has done its work; one that came after it is still to sign.
  await db.prisma.receiptKey.updateMany({
    where: { kid: { not: signing.kid }, retiresAt: null, publishedAt: { lt: publishedAt } },
    data: { retiresAt: new Date(now.getTime() + RETIREMENT_MS) },
  });
  await db.prisma.receiptKey.updateMany({
    where: { kid: signing.kid, retiresAt: { not: null } },
    data: { retiresAt: null },
  });
}
