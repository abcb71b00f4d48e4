import type { DemoFile, DemoRole } from "./demo-data.ts";

const roles: readonly DemoRole[] = ["customer", "builder", "provider", "finance", "approver", "operator"];

/** The one text a person reads after `npm start`: where everything is, how to sign in, and a call that works. */
export function summarise(demo: DemoFile, dataDir: string): string {
  const width = Math.max(...roles.map((role) => demo.users[role].email.length));
  const signIns = roles.map((role) => {
    const { email, password } = demo.users[role];
    return `    ${role.padEnd(10)} ${email.padEnd(width)}  ${password}`;
  });
  return [
    "",
    "  Tollgate is ready.",
    "",
    `    Console    ${demo.console.url}`,
    `    API        ${demo.api.baseUrl}`,
    `    Sandbox    ${demo.sandbox.url}  (stands in for model providers, Stripe and e-mail)`,
    "",
    "  Sign in as",
    ...signIns,
    `    Staff are asked for a code as well: ${demo.sandbox.url}/authenticator shows it.`,
    "",
    "  Make a call",
    curl(demo),
    "",
    `  Data and logs are in ${dataDir}. Ctrl-C stops everything.`,
    "",
  ].join("\n");
}

function curl(demo: DemoFile): string {
  const body = JSON.stringify({ model: demo.models[0], messages: [{ role: "user", content: "Hello" }] });
  return [
    `    curl ${demo.api.baseUrl}/chat/completions \\`,
    `      -H 'Authorization: Bearer ${demo.keys.customer}' \\`,
    "      -H 'Content-Type: application/json' \\",
    `      -d '${body}'`,
  ].join("\n");
}
