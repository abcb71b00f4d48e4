import { createSandbox } from "./create-sandbox.ts";
import { readEnvironment } from "./env.ts";

const sandbox = await createSandbox(readEnvironment());
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
