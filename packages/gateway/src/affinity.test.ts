import { expect, it } from "vitest";
import { affinitySeed } from "./affinity.ts";
import { readRequest } from "./read-request.ts";

function asked(body: object) {
  const read = readRequest(Buffer.from(JSON.stringify({ model: "a/b", ...body })));
  if (read.kind !== "request") throw new Error("the request is valid");
  return read.request;
}
const long = "You answer in the style of a patient teacher. ".repeat(120);
const turns = (...texts: string[]) => ({ messages: texts.map((content) => ({ role: "user", content })) });

it("keeps a session together, per key", () => {
  const request = asked({ ...turns("hi"), session_id: "s1" });
  expect(affinitySeed(request, "key_1")).toBe(affinitySeed(asked({ ...turns("more"), session_id: "s1" }), "key_1"));
  expect(affinitySeed(request, "key_1")).not.toBe(affinitySeed(request, "key_2"));
});

it("keeps a growing conversation with a long opening together", () => {
  const first = affinitySeed(asked(turns(long)), "key_1");
  expect(first).not.toBeNull();
  expect(affinitySeed(asked(turns(long, "An answer.", "And then?")), "key_1")).toBe(first);
  expect(affinitySeed(asked(turns(`Other. ${long}`)), "key_1")).not.toBe(first);
});

it("spreads short prompts, which no endpoint caches", () => {
  expect(affinitySeed(asked(turns("hi")), "key_1")).toBeNull();
});
