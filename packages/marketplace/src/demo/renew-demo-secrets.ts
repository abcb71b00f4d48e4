import type { Database } from "@tollgate/db/open-database";
import { hashPassword } from "../access/password.ts";
import type { KeyRing } from "../key-ring.ts";
import { sealTotpSecret } from "../second-factor/totp-secret.ts";
import { DEMO_KEY_IDS } from "./demo-app.ts";
import { sealDemoCredential } from "./demo-offers.ts";
import { DEMO_ROLES, DEMO_STAFF, demoUserId } from "./demo-people.ts";
import { DEMO_PROVIDERS, demoProviderId } from "./demo-providers.ts";
import type { DemoSecrets } from "./demo-secrets.ts";

/**
 * Follows a change of the encryption key that the demo secrets come from: keys and passwords are set anew and credentials sealed again.
 * Does nothing while the key is the same, so a password that a visitor changed stays changed.
 * @returns whether anything was renewed.
 */
export async function renewDemoSecrets(
  db: Database,
  { secrets, keyRing }: { secrets: DemoSecrets; keyRing: KeyRing },
): Promise<boolean> {
  const { hash } = secrets.apiKey("customer");
  if (await db.prisma.apiKey.findUnique({ where: { hash }, select: { id: true } })) return false;
  for (const name of ["customer", "app", "management", "history", "historyApp", "historyDesk"] as const) {
    const key = secrets.apiKey(name);
    await db.prisma.apiKey.update({ where: { id: DEMO_KEY_IDS[name] }, data: { hash: key.hash, hint: key.hint } });
  }
  for (const role of DEMO_ROLES) {
    const passwordHash = await hashPassword(secrets.password(role));
    await db.prisma.user.update({ where: { id: demoUserId(role) }, data: { passwordHash } });
  }
  for (const role of DEMO_STAFF) {
    const userId = demoUserId(role);
    const secretSealed = sealTotpSecret(keyRing, userId, secrets.totpSecret(role));
    await db.prisma.authenticator.updateMany({ where: { userId }, data: { secretSealed, lastStep: 0 } });
  }
  for (const { slug } of DEMO_PROVIDERS) {
    const endpoints = await db.prisma.endpoint.findMany({
      where: { providerId: demoProviderId(slug) },
      select: { id: true },
    });
    for (const { id } of endpoints) {
      const credentialSealed = sealDemoCredential(keyRing, slug, id);
      await db.prisma.endpoint.update({ where: { id }, data: { credentialSealed } });
    }
  }
  return true;
}
