import { once } from "node:events";
import net from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Wire } from "./wire.ts";

let store: net.Server;
let asked: string[];
let wire: Wire;

beforeEach(async () => {
  asked = [];
  store = net.createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      asked.push(bytes.toString());
      socket.write(`answer to ${bytes}`);
    });
  });
  await new Promise<void>((resolve) => store.listen(0, "127.0.0.1", resolve));
  const address = store.address();
  wire = await Wire.open(typeof address === "object" && address ? address.port : 0);
});
afterEach(() => {
  wire.close();
  store.close();
});

async function connected(): Promise<net.Socket> {
  const socket = net.connect({ host: "127.0.0.1", port: wire.port });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

/** A reset is an end like any other here. */
function ended(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

async function ask(socket: net.Socket, question: string): Promise<string> {
  const answer = once(socket, "data");
  socket.write(question);
  const [bytes] = await answer;
  return String(bytes);
}

test("a whole wire carries questions and answers", async () => {
  const socket = await connected();
  expect(await ask(socket, "a")).toBe("answer to a");
  socket.destroy();
});

test("a late wire carries them in order, each way as late as told", async () => {
  const socket = await connected();
  expect(await ask(socket, "a")).toBe("answer to a");
  wire.delay(40);
  const began = performance.now();
  expect(await ask(socket, "b")).toBe("answer to b");
  expect(performance.now() - began).toBeGreaterThanOrEqual(79);
  wire.heal();
  socket.destroy();
});

test("a silent wire carries nothing until its time is over", async () => {
  const socket = await connected();
  expect(await ask(socket, "a")).toBe("answer to a");
  const began = performance.now();
  wire.silence(60);
  expect(await ask(socket, "b")).toBe("answer to b");
  expect(performance.now() - began).toBeGreaterThanOrEqual(59);
  socket.destroy();
});

test("an answer that is dropped was asked for all the same, and only connections of that moment lose one", async () => {
  const socket = await connected();
  expect(await ask(socket, "a")).toBe("answer to a");
  wire.dropAnswers();
  const closed = ended(socket);
  socket.write("b");
  await closed;
  expect(asked).toEqual(["a", "b"]);
  expect(wire.counts.answersDropped).toBe(1);
  const next = await connected();
  expect(await ask(next, "c")).toBe("answer to c");
  next.destroy();
});

test("a reset breaks every connection there is, and later ones are whole", async () => {
  const socket = await connected();
  expect(await ask(socket, "a")).toBe("answer to a");
  const closed = ended(socket);
  wire.reset();
  await closed;
  const next = await connected();
  expect(await ask(next, "b")).toBe("answer to b");
  next.destroy();
});
