import { describe, expect, it } from "vitest";
import { proposedLimit, readSignInQuery } from "./sign-in-query.ts";

describe("the address an app sends people to", () => {
  it("is read by OpenRouter's names, and by OAuth's where they differ", () => {
    expect(
      readSignInQuery({
        callback_url: "https://app.example/cb",
        code_challenge: "c",
        code_challenge_method: "S256",
        state: "s",
        key_label: "Notes",
        expires_at: "2027-01-31T00:00:00Z",
      }),
    ).toEqual({
      callbackUrl: "https://app.example/cb",
      codeChallenge: "c",
      codeChallengeMethod: "S256",
      state: "s",
      appId: undefined,
      keyLabel: "Notes",
      keyExpiresAt: new Date("2027-01-31T00:00:00Z"),
    });
    expect(readSignInQuery({ redirect_uri: "https://a.example", client_id: "app_1" })).toMatchObject({
      callbackUrl: "https://a.example",
      appId: "app_1",
    });
  });

  it("names nothing twice: a parameter that comes more than once counts as missing", () => {
    expect(readSignInQuery({ callback_url: ["https://a.example", "https://b.example"] }).callbackUrl).toBe("");
  });

  it.each([
    [{}, { limitUsd: "", limitReset: "monthly" }],
    [
      { limit: "12.5", usage_limit_type: "weekly" },
      { limitUsd: "12.5", limitReset: "weekly" },
    ],
    [
      { limit: "1e9", usage_limit_type: "yearly" },
      { limitUsd: "", limitReset: "monthly" },
    ],
    [{ limit: "-5" }, { limitUsd: "", limitReset: "monthly" }],
  ])("proposes of %j a limit that is one", (query, limit) => {
    expect(proposedLimit(query)).toEqual(limit);
  });
});
