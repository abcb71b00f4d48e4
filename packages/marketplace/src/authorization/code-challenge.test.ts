import { describe, expect, it } from "vitest";
import { answersChallenge, CodeChallenge } from "./code-challenge.ts";

/** The example of RFC 7636, appendix B. */
const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

describe("a verifier", () => {
  it("answers the challenge made of it, in either alphabet of base64", () => {
    for (const codeChallenge of [challenge, `${challenge.replaceAll("-", "+").replaceAll("_", "/")}=`])
      expect(answersChallenge({ codeChallenge, codeChallengeMethod: "S256" }, verifier)).toBe(true);
  });

  it("answers a plain challenge when it is the same", () => {
    expect(answersChallenge({ codeChallenge: verifier, codeChallengeMethod: "plain" }, verifier)).toBe(true);
  });

  it.each([
    [challenge, "S256", `${verifier.slice(0, -1)}l`],
    [challenge, "plain", verifier],
    [verifier, "S256", verifier],
    [verifier, "plain", `${verifier}x`],
  ])("does not answer %s (%s) otherwise", (codeChallenge, codeChallengeMethod, answer) => {
    expect(answersChallenge({ codeChallenge, codeChallengeMethod }, answer)).toBe(false);
  });
});

it.each(["", "short", "x".repeat(129), "ü".repeat(50)])("a challenge of %j is none", (text) => {
  expect(CodeChallenge.safeParse(text).success).toBe(false);
});
