// Runs a command and ends it when the process that started us goes away. Used where the kernel cannot do it for us:
// node tether.ts <signal> <command> [arguments…]
import { spawn } from "node:child_process";

const [signal, command = "", ...args] = process.argv.slice(2);
const stopSignal = signal === "SIGINT" ? "SIGINT" : "SIGTERM";
const parent = process.ppid;
const child = spawn(command, args, { stdio: "inherit" });

for (const received of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(received, () => child.kill(received));
setInterval(() => {
  if (process.ppid !== parent) child.kill(stopSignal);
}, 300).unref();
child.once("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once("exit", (code, endSignal) => process.exit(endSignal ? 1 : (code ?? 1)));
