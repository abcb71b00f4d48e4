import { describe, expect, it } from "vitest";
import { type AwsRequest, regionOfHost, signAwsRequest } from "./aws-signature.ts";

/**
 * Amazon's published test suite for Signature Version 4: its keys, its moment, its requests, and the signatures they must have, compared with the copy
 * in @smithy/signature-v4 (suite.fixture.ts) and with other implementations' tests.
 */
const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const SCOPE = {
  keys: { ...KEYS, sessionToken: null },
  region: "us-east-1",
  service: "service",
  nowMs: Date.parse("2015-08-30T12:36:00Z"),
};
const GET: AwsRequest = {
  method: "GET",
  host: "example.amazonaws.com",
  path: "/",
  query: "",
  headers: {},
  body: Buffer.alloc(0),
};
const POST: AwsRequest = { ...GET, method: "POST" };

function signatureOf(headers: readonly string[]): string {
  return headers.at(-1)?.split("Signature=")[1] ?? "";
}

describe("Amazon's test suite", () => {
  it.each<[string, AwsRequest, string]>([
    ["get-vanilla", GET, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
    [
      "get-vanilla-query-order-key-case",
      { ...GET, query: "Param2=value2&Param1=value1" },
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ],
    ["post-vanilla", POST, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
    [
      "post-vanilla-query",
      { ...POST, query: "Param1=value1" },
      "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
    ],
    [
      "post-header-key-sort",
      { ...POST, headers: { "my-header1": "value1" } },
      "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
    ],
    [
      "post-x-www-form-urlencoded",
      {
        ...POST,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: Buffer.from("Param1=value1"),
      },
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ],
  ])("%s", (_name, request, signature) => {
    const headers = signAwsRequest(request, SCOPE);
    expect(signatureOf(headers)).toBe(signature);
    expect(headers.slice(0, 3)).toEqual(["x-amz-date", "20150830T123600Z", "authorization"]);
  });

  it("post-sts-header-before: the token of temporary keys is signed too", () => {
    const sessionToken =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
    const headers = signAwsRequest(POST, { ...SCOPE, keys: { ...KEYS, sessionToken } });
    expect(signatureOf(headers)).toBe("85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    expect(headers).toContain("x-amz-security-token");
  });
});

describe("a request to Bedrock", () => {
  it("is signed with its path encoded once more, as the model's colon needs", () => {
    const path = "/model/anthropic.claude%3A0/converse";
    const plain = signAwsRequest({ ...POST, path }, SCOPE);
    expect(signatureOf(plain)).not.toBe(
      signatureOf(signAwsRequest({ ...POST, path: path.replace("%3A", ":") }, SCOPE)),
    );
  });

  it("has its region in the name of its host", () => {
    expect(regionOfHost("bedrock-runtime.eu-central-1.amazonaws.com")).toBe("eu-central-1");
    expect(regionOfHost("bedrock-runtime-fips.us-gov-west-1.amazonaws.com")).toBe("us-gov-west-1");
    expect(regionOfHost("vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com")).toBe("us-east-1");
    expect(regionOfHost("127.0.0.1")).toBeNull();
  });
});
