import { spawn } from "node:child_process";
import { repositoryRoot } from "./paths.ts";
import { tether } from "./tied-process.ts";

export interface CommandRequest {
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command on our terminal and resolves with its exit code. It ends when we do. */
export function streamCommand(request: CommandRequest): Promise<number> {
  const child = start(request, "inherit");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs a command quietly and resolves with its exit code and everything it printed. */
export function captureCommand(request: CommandRequest): Promise<{ code: number; output: string }> {
  const child = start(request, "pipe");
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

function start(request: CommandRequest, output: "inherit" | "pipe") {
  const [command = "", ...args] = [...tether("SIGTERM"), ...request.command];
  return spawn(command, args, {
    cwd: request.cwd ?? repositoryRoot,
    env: { ...process.env, ...quietTools, ...request.env },
    stdio: ["ignore", output, output],
  });
}

const quietTools = { CHECKPOINT_DISABLE: "1", NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1" };
