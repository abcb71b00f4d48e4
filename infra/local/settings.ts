import { existsSync } from "node:fs";
import path from "node:path";
import { inRepository, repositoryRoot } from "./paths.ts";
import { SentenceError } from "./sentence-error.ts";

const defaultPorts = {
  CONSOLE_PORT: 4400,
  API_PORT: 4401,
  SANDBOX_PORT: 4402,
  WORKER_PORT: 4403,
  SMTP_PORT: 4404,
  POSTGRES_PORT: 4410,
  REDIS_PORT: 4411,
};

const urlVariables = [
  "CONSOLE_URL",
  "API_URL",
  "SANDBOX_URL",
  "DATABASE_URL",
  "REDIS_URL",
  "SMTP_URL",
  "STRIPE_API_URL",
];

export type PortVariable = keyof typeof defaultPorts;
export const portVariables = Object.keys(defaultPorts).filter(isPortVariable);

/** How one local instance is laid out: everything `npm start` reads from the environment. */
export interface LocalSettings {
  readonly dataDir: string;
  readonly host: string;
  readonly ports: Readonly<Record<PortVariable, number>>;
  /** Addresses as people and programs outside see them, without a trailing slash. */
  readonly urls: { readonly console: string; readonly api: string; readonly sandbox: string; readonly worker: string };
  /** The environment as given; what it names is used instead of the embedded part. */
  readonly given: NodeJS.ProcessEnv;
}

/** Adds `.env` of the checkout to the environment; variables that are already set win. */
export function loadDotEnv(): void {
  const file = inRepository(".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** @throws SentenceError when a port is no port or two services share one. */
export function readSettings(env: NodeJS.ProcessEnv): LocalSettings {
  const host = env.TOLLGATE_HOST || "127.0.0.1";
  const ports = readPorts(env);
  for (const variable of urlVariables) requireUrl(variable, env[variable]);
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const address = (given: string | undefined, port: number) =>
    (given || `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`).replace(/\/+$/, "");
  return {
    dataDir: path.resolve(repositoryRoot, env.TOLLGATE_DATA_DIR || ".data"),
    host,
    ports,
    urls: {
      console: address(env.CONSOLE_URL, ports.CONSOLE_PORT),
      api: address(env.API_URL, ports.API_PORT),
      sandbox: address(env.SANDBOX_URL, ports.SANDBOX_PORT),
      worker: address(undefined, ports.WORKER_PORT),
    },
    given: env,
  };
}

function requireUrl(variable: string, text: string | undefined): void {
  if (text && !URL.canParse(text)) throw new SentenceError(`${variable} is "${text}", which is not a URL: correct it.`);
}

function readPorts(env: NodeJS.ProcessEnv): Record<PortVariable, number> {
  const ports = { ...defaultPorts };
  const owners = new Map<number, PortVariable>();
  for (const variable of portVariables) {
    const text = env[variable];
    const port = text ? Number(text) : defaultPorts[variable];
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new SentenceError(`${variable} is "${text}": set it to a port number from 1 to 65535.`);
    const owner = owners.get(port);
    if (owner) throw new SentenceError(`${owner} and ${variable} are both ${port}: give each service its own port.`);
    owners.set(port, variable);
    ports[variable] = port;
  }
  return ports;
}

function isPortVariable(name: string): name is PortVariable {
  return Object.hasOwn(defaultPorts, name);
}
