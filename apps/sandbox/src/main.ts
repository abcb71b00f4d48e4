import { createSandbox, type Sandbox } from "./create-sandbox.ts";
import { readEnvironment } from "./env.ts";

/** Starts the sandbox, or ends the process with one sentence that says what stands in the way. */
async function start(): Promise<Sandbox> {
  try {
    return await createSandbox(readEnvironment());
  } catch (error) {
    console.error(`The sandbox cannot start. ${explain(error)}`);
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const isTaken = "code" in error && error.code === "EADDRINUSE" && "port" in error;
  return isTaken ? `Port ${error.port} is taken: set SANDBOX_PORT or SMTP_PORT to another one.` : error.message;
}

const sandbox = await start();
process.stdout.write(`Sandbox listens on ${sandbox.url}, mail on port ${sandbox.smtpPort}.\n`);

let stopping = false;
async function stop(): Promise<void> {
  if (!stopping) {
    stopping = true;
    await sandbox.stop();
    process.exit(0);
  }
}
process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());
