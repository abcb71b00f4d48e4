/**
 * Runs the Codex command line, as it is, against a proxy: it asks, runs a command because the scripted model says so, and tells what came back.
 * Codex is an 400 MB download and so no dependency: `npm install @openai/codex` somewhere and give the address of its `codex`.
 *
 * `pnpm bench codex /path/to/node_modules/.bin/codex`
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text as readAll } from "node:stream/consumers";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { chunk, openStream, startFakeUpstream, type UpstreamCall, usage } from "../src/testing/fake-upstream.ts";
import { startProxyUnderTest } from "../src/testing/proxy-under-test.ts";
import { TEST_MODEL } from "../src/testing/surface-calls.ts";

const TIMEOUT_MS = 90_000;
const SAID = "said-by-the-command";

const codex = process.argv[2];
if (codex === undefined) {
  console.error(
    "Say where Codex is: npm install @openai/codex, then pnpm bench codex /path/to/node_modules/.bin/codex",
  );
  process.exit(1);
}

/** Wants the command run first, then repeats what it said. */
function model({ body, res }: UpstreamCall): void {
  const messages: readonly { role: string; content?: unknown }[] = Array.isArray(body.messages) ? body.messages : [];
  const last = messages.at(-1);
  openStream(res);
  if (last?.role === "tool") res.write(chunk({ content: `It said: ${JSON.stringify(last.content)}` }));
  else {
    const call = { name: "exec_command", arguments: JSON.stringify({ cmd: `echo ${SAID}` }) };
    res.write(chunk({ tool_calls: [{ index: 0, id: "call_1", type: "function", function: call }] }));
  }
  res.write(chunk({}, last?.role === "tool" ? "stop" : "tool_calls"));
  res.write(chunk({}, null, { choices: [], usage: usage(100, 50) }));
  res.end("data: [DONE]\n\n");
}

const upstream = await startFakeUpstream(model);
const test = await startProxyUnderTest(await createTestDatabase(), {
  endpoints: [{ slug: "only", baseUrl: upstream.baseUrl }],
});
const home = await mkdtemp(path.join(tmpdir(), "tollgate-codex-"));
await writeFile(
  path.join(home, "config.toml"),
  `model = "${TEST_MODEL}"
model_provider = "tollgate"

[model_providers.tollgate]
name = "Tollgate"
base_url = "${test.proxy.url}/v1"
env_key = "TOLLGATE_API_KEY"
wire_api = "responses"
`,
);
const child = spawn(
  codex,
  ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "--json", "-C", home, "Run it."],
  {
    env: { PATH: process.env.PATH, HOME: home, CODEX_HOME: home, TOLLGATE_API_KEY: test.fixture.customer.key },
    stdio: ["ignore", "pipe", "inherit"],
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
  },
);
const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
const events = (await readAll(child.stdout)).trim().split("\n");
const code = await ended;
for (const event of events) console.log(event);
await test.settle();
const { _sum, _count } = await test.fixture.db.prisma.call.aggregate({ _sum: { chargeNano: true }, _count: true });
await test.stop();
await upstream.stop();
await rm(home, { recursive: true, force: true });
const told = events.some((event) => event.includes("agent_message") && event.includes(SAID));
console.log(
  `Codex ended with ${code}; ${_count} calls, charged ${_sum.chargeNano ?? 0n} nano-USD; the command's words came back: ${told}`,
);
process.exit(code === 0 && told ? 0 : 1);
