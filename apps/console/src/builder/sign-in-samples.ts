import type { CodeSample } from "@tollgate/ui/code-block";

export interface SignInAddresses {
  readonly consoleUrl: string;
  readonly apiUrl: string;
  /** A registered app's id; left out by any other. */
  readonly appId?: string;
  readonly callbackUrl: string;
}

/** Sends a person away with a challenge, and keeps its verifier. */
export function sendAwaySamples({ consoleUrl, appId, callbackUrl }: SignInAddresses): CodeSample[] {
  const app = appId ? `\n  app_id: "${appId}",` : "";
  return [
    {
      label: "Browser",
      code: `const base64Url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");

const verifier = base64Url(crypto.getRandomValues(new Uint8Array(32)));
const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
sessionStorage.setItem("tollgate_verifier", verifier);

location.href = "${consoleUrl}/auth?" + new URLSearchParams({
  callback_url: "${callbackUrl}",${app}
  code_challenge: base64Url(digest),
  code_challenge_method: "S256",
});`,
    },
    {
      label: "Node",
      code: `import { createHash, randomBytes } from "node:crypto";

const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

const address = "${consoleUrl}/auth?" + new URLSearchParams({
  callback_url: "${callbackUrl}",${app}
  code_challenge: challenge,
  code_challenge_method: "S256",
});`,
    },
  ];
}

/** Turns the code of the redirect into a key. */
export function exchangeSamples({ apiUrl }: Pick<SignInAddresses, "apiUrl">): CodeSample[] {
  return [
    {
      label: "Browser",
      code: `const code = new URLSearchParams(location.search).get("code");

const response = await fetch("${apiUrl}/v1/auth/keys", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    code,
    code_verifier: sessionStorage.getItem("tollgate_verifier"),
    code_challenge_method: "S256",
  }),
});
const { key, user_id } = await response.json();`,
    },
    {
      label: "curl",
      code: `curl ${apiUrl}/v1/auth/keys \\
  -H "Content-Type: application/json" \\
  -d '{"code": "'$CODE'", "code_verifier": "'$VERIFIER'", "code_challenge_method": "S256"}'`,
    },
  ];
}
