// Installs the dependencies when a manifest or the lockfile changed, then runs a script under the pinned Node:
// node bootstrap.mjs <script.ts> [arguments…]
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installDependencies } from "./install.mjs";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const [script = "", ...args] = process.argv.slice(2);
const ancestors = ancestorsToWatch();
let current;
let stopping = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
// A shell between npm and us dies, or lives on, without passing signals along: look for the parents going away.
setInterval(() => ancestors.some(hasGone) && stop("SIGTERM"), 400).unref();

const installed = await installDependencies({
  root,
  isStopping: () => stopping,
  onStart(child) {
    current = child;
  },
});
if (stopping || !installed) process.exit(1);

const binaries = path.join(root, "node_modules", ".bin");
const node = existsSync(path.join(binaries, "node")) ? path.join(binaries, "node") : process.execPath;
const [command, ...prefix] = [...tether(), node];
current = spawn(command, [...prefix, path.resolve(root, script), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: [binaries, installed.pnpmDir, process.env.PATH].filter(Boolean).join(path.delimiter) },
});
current.on("error", (error) => {
  console.error(`The pinned Node could not be run (${error.message}): remove node_modules and repeat.`);
  process.exit(1);
});
current.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

function stop(signal) {
  stopping = true;
  current?.kill(signal);
}

/** On Linux the kernel ends the script when we are killed; elsewhere the script notices by itself. */
function tether() {
  const works = process.platform === "linux" && spawnSync("setpriv", ["--pdeathsig", "TERM", "true"]).status === 0;
  return works ? ["setpriv", "--pdeathsig", "TERM", "--"] : [];
}

/** Our parent and, when npm put a shell between itself and us, npm. */
function ancestorsToWatch() {
  const parent = { pid: process.ppid, isGone: () => process.ppid !== parent.pid };
  const isShell = /(^|\/)(sh|dash|bash|zsh|ash)$/.test(ask(process.ppid, "comm"));
  if (!process.env.npm_lifecycle_event || !isShell) return [parent];
  const npm = { pid: Number(ask(process.ppid, "ppid")), isGone: () => !isAlive(npm.pid) };
  return npm.pid > 1 ? [parent, npm] : [parent];
}

function hasGone(ancestor) {
  return ancestor.isGone();
}

/** A zombie still answers to signal 0, so on Linux the state decides. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** One column of the process table. Slim containers have no `ps`, and Linux does not need it. */
function ask(pid, column) {
  try {
    if (process.platform !== "linux")
      return spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
    const [, name, parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"));
    return column === "comm" ? name : parent;
  } catch {
    return "";
  }
}
