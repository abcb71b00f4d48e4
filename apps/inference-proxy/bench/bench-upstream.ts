// A model server that answers with prepared bytes, so that it costs as little as possible: unary, and streams of 64 chunks.
import { createServer, type ServerResponse } from "node:http";

const envelope = { id: "chatcmpl-bench", created: 1_770_000_000, model: "echo-1" };
const usage = { prompt_tokens: 12, completion_tokens: 64, total_tokens: 76 };
const text = "A fixed answer, prepared once, so that a load test measures the gateway and nothing else. ".repeat(3);
const unary = Buffer.from(
  JSON.stringify({
    ...envelope,
    object: "chat.completion",
    choices: [{ index: 0, message: { role: "assistant", content: text }, logprobs: null, finish_reason: "stop" }],
    usage,
  }),
);
const chunk = (choices: unknown[], more: object = {}) =>
  `data: ${JSON.stringify({ ...envelope, object: "chat.completion.chunk", choices, ...more })}\n\n`;
const piece = Buffer.from(chunk([{ index: 0, delta: { content: " word" }, logprobs: null, finish_reason: null }]));
const last = Buffer.from(
  `${chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: "stop" }])}${chunk([], { usage })}data: [DONE]\n\n`,
);
const CHUNKS = 64;

function stream(res: ServerResponse, left: number): void {
  if (left === 0) {
    res.end(last);
    return;
  }
  res.write(piece);
  setImmediate(stream, res, left - 1);
}

const server = createServer({ keepAliveTimeout: 120_000 }, (req, res) => {
  let body = "";
  req.setEncoding("latin1");
  req.on("data", (part: string) => {
    body += part;
  });
  req.on("end", () => {
    if (!body.includes('"stream":true')) {
      res.writeHead(200, { "content-type": "application/json", "content-length": unary.length }).end(unary);
      return;
    }
    res.writeHead(200, { "content-type": "text/event-stream" });
    if (body.includes("burst")) res.end(Buffer.concat([...new Array<Buffer>(CHUNKS).fill(piece), last]));
    else stream(res, CHUNKS);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
