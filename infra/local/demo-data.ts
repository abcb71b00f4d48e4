import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { inRepository } from "./paths.ts";
import { writePrivateJson } from "./secrets.ts";
import type { LocalSettings } from "./settings.ts";
import type { ProcessRequest } from "./tied-process.ts";

export type DemoRole = "customer" | "builder" | "provider" | "finance" | "approver" | "operator";

export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, for those who are asked for a code. */
  readonly totpSecret?: string;
}

/** What the demo marketplace offers to someone who tries it. */
export interface DemoSummary {
  readonly users: Readonly<Record<DemoRole, DemoAccount>>;
  readonly keys: { readonly customer: string; readonly app: string; readonly management: string };
  readonly app: { readonly id: string };
  readonly models: readonly string[];
}

/** The content of `.data/demo.json`, with which scripts drive a running instance. */
export interface DemoFile extends DemoSummary {
  readonly console: { readonly url: string };
  readonly api: { readonly baseUrl: string };
  readonly sandbox: { readonly url: string };
}

/** Seeds the demo marketplace in a process of its own, which frees its memory afterwards. */
export async function seedDemoData(request: {
  dataDir: string;
  env: NodeJS.ProcessEnv;
  run: (request: ProcessRequest) => Promise<void>;
  logFile: string;
}): Promise<DemoSummary> {
  const file = path.join(request.dataDir, `seeded-${process.pid}.json`);
  try {
    await request.run({
      name: "the demo data",
      command: [process.execPath, inRepository("infra/local/seed.ts"), file],
      env: request.env,
      logFile: request.logFile,
    });
    const summary: DemoSummary = JSON.parse(readFileSync(file, "utf8"));
    return summary;
  } finally {
    rmSync(file, { force: true });
  }
}

/** Written when everything answers, so that its presence means the instance is up. Returns what it holds. */
export function writeDemoFile(settings: LocalSettings, summary: DemoSummary): DemoFile {
  const demo: DemoFile = {
    console: { url: settings.urls.console },
    api: { baseUrl: `${settings.urls.api}/v1` },
    sandbox: { url: settings.urls.sandbox },
    ...summary,
  };
  writePrivateJson(demoFileOf(settings), demo);
  return demo;
}

export function removeDemoFile(settings: LocalSettings): void {
  rmSync(demoFileOf(settings), { force: true });
}

export function demoFileOf(settings: LocalSettings): string {
  return path.join(settings.dataDir, "demo.json");
}
