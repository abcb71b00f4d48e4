import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Installs with the pinned pnpm unless the last installation saw the same manifests and lockfile.
 * Resolves with where pnpm lives (turbo looks for it on the PATH), or with nothing after a failure already explained.
 */
export async function installDependencies({ root, onStart, isStopping }) {
  const wanted = hashOfManifests(root);
  const upToDate = () => {
    const stamp = readStamp(root);
    return stamp?.hash === wanted && existsSync(stamp.pnpmDir) ? stamp : undefined;
  };
  if (upToDate()) return upToDate();
  const release = await takeLock(root);
  try {
    return upToDate() ?? (await install({ root, onStart, isStopping, wanted }));
  } finally {
    release();
  }
}

async function install({ root, onStart, isStopping, wanted }) {
  const started = Date.now();
  rmSync(stampFile(root), { force: true });
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1);
  const ticker = showProgress(seconds);
  const { code, output } = await runPinnedPnpm(root, onStart);
  clearInterval(ticker);
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
  if (isStopping()) return undefined;
  if (code !== 0) {
    console.error(output.split("\n").slice(-30).join("\n").trimEnd());
    console.error("The dependencies could not be installed: check the connection to the package registry and repeat.");
    return undefined;
  }
  const searchPath = output.trimEnd().split("\n").at(-1) ?? "";
  const pnpmDir = searchPath.split(path.delimiter).find((dir) => existsSync(path.join(dir, "pnpm"))) ?? "";
  const stamp = { hash: wanted, pnpmDir };
  writeFileSync(stampFile(root), JSON.stringify(stamp));
  console.log(`  ✓ dependencies installed  ${seconds()} s`);
  return stamp;
}

function showProgress(seconds) {
  if (!process.stdout.isTTY) {
    console.log("  installing dependencies (once) …");
    return undefined;
  }
  return setInterval(() => process.stdout.write(`\r\x1b[K  installing dependencies (once) … ${seconds()} s`), 200);
}

/** The last line of the output is the PATH on which npx found pnpm. */
function runPinnedPnpm(root, onStart) {
  const { packageManager } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const commands = "pnpm install --frozen-lockfile --reporter=append-only && node -p process.env.PATH";
  const child = spawn("npx", ["--yes", "--package", packageManager, "--call", commands], {
    cwd: root,
    env: { ...withoutOuterNpm(process.env), CI: "true" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  onStart({ kill: (signal) => process.kill(-child.pid, signal) });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 1, output: `npx did not start: ${error.message}` }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** `npm run` exports its own settings, which the inner npx and pnpm would take for theirs. */
function withoutOuterNpm(env) {
  const foreign = /^npm_(config|package|lifecycle|execpath|node)/i;
  const registry = /^npm_config_(registry|.*proxy|.*auth.*|cafile|strict_ssl|userconfig|globalconfig|cache)$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name) || registry.test(name)));
}

function hashOfManifests(root) {
  const hash = createHash("sha256");
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"];
  for (const group of ["apps", "packages"])
    for (const name of readdirSync(path.join(root, group)).sort()) files.push(path.join(group, name, "package.json"));
  for (const file of files.filter((name) => existsSync(path.join(root, name))))
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

function stampFile(root) {
  return path.join(root, "node_modules", ".tollgate-installed.json");
}

function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampFile(root), "utf8"));
  } catch {
    return undefined;
  }
}

/** One installation at a time per checkout. A lock whose owner is gone does not count. */
async function takeLock(root) {
  const name = `tollgate-install-${createHash("sha256").update(root).digest("hex").slice(0, 16)}.lock`;
  const file = path.join(os.tmpdir(), name);
  mkdirSync(path.dirname(file), { recursive: true });
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (attempt === 0) console.log("  waiting for another installation of the same checkout …");
    if (!ownerLives(file)) rmSync(file, { force: true });
    else await delay(300);
  }
}

function ownerLives(file) {
  try {
    process.kill(Number(readFileSync(file, "utf8")) || -1, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
