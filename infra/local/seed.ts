// Fills a migrated database with the demo marketplace and writes what a visitor needs: node seed.ts <output.json>
import { seedDemo } from "@tollgate/marketplace/demo/seed-demo";
import { writePrivateJson } from "./secrets.ts";

const [outputFile = ""] = process.argv.slice(2);

const summary = await seedDemo({
  databaseUrl: variable("DATABASE_URL"),
  redisUrl: variable("REDIS_URL"),
  sandboxUrl: variable("SANDBOX_URL"),
  encryptionKeys: variable("TOLLGATE_ENCRYPTION_KEYS"),
});
writePrivateJson(outputFile, summary);

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
