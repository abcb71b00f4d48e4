// `pnpm catalogue [--apply]`: what the price packages of this checkout say anew of models, prices, contexts and capabilities; --apply takes it over.
import { parseArgs } from "node:util";
import type { CatalogueDifference } from "@tollgate/marketplace/catalogue/catalogue-difference";
import { importCatalogue, previewCatalogue } from "@tollgate/marketplace/catalogue/import-catalogue";
import { openServices } from "@tollgate/marketplace/open-services";
import { describeFailure, SentenceError } from "./sentence-error.ts";

const MOST_LINES = 200;

try {
  const { values } = parseArgs({ options: { apply: { type: "boolean" } } });
  const services = openServices({
    databaseUrl: variable("DATABASE_URL"),
    redisUrl: variable("REDIS_URL"),
    encryptionKeys: variable("TOLLGATE_ENCRYPTION_KEYS"),
    consoleUrl: "http://127.0.0.1",
    apiUrl: "http://127.0.0.1",
    smtp: null,
    payments: null,
    egressAllow: [],
    connections: 2,
  });
  const context = { ...services, actor: { kind: "system" } as const };
  const difference = values.apply ? await importCatalogue(context) : await previewCatalogue(context);
  await services.close();
  console.log(report(difference, values.apply === true));
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}

function report({ added, changed, gone, unchanged }: CatalogueDifference, applied: boolean): string {
  const lines = [
    ...added.map((id) => `+ ${id}`),
    ...changed.flatMap(({ id, changes }) => [
      `~ ${id}`,
      ...changes.map(({ what, from, to }) => `    ${what}: ${from ?? "none"} → ${to ?? "none"}`),
    ]),
    ...gone.map((id) => `- ${id} (no longer listed; it stays)`),
  ];
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more lines`] : [];
  const counts = `${added.length} new, ${changed.length} changed, ${gone.length} no longer listed, ${unchanged} unchanged.`;
  const next = applied
    ? "Applied; another list price is a new version."
    : "Nothing was changed. Take it over with pnpm catalogue --apply.";
  return [...lines.slice(0, MOST_LINES), ...more, `${counts} ${next}`].join("\n");
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new SentenceError(`Set ${name} to that of the Tollgate whose catalogue this is about.`);
  return value;
}
