import path from "node:path";
import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  {
    key: "Content-Security-Policy",
    value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self' https:; object-src 'none'",
  },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

const config: NextConfig = {
  // People who work on the console side by side each build into a folder of their own.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: [
    "@tollgate/api",
    "@tollgate/db",
    "@tollgate/gateway",
    "@tollgate/jobs",
    "@tollgate/ledger",
    "@tollgate/marketplace",
    "@tollgate/money",
    "@tollgate/payouts",
    "@tollgate/pricing",
    "@tollgate/receipts",
    "@tollgate/ui",
  ],
  serverExternalPackages: [
    "@prisma/adapter-pg",
    "@prisma/client",
    "bullmq",
    "ioredis",
    "nodemailer",
    "pg",
    "pino",
    "prom-client",
    "stripe",
    "undici",
  ],
  experimental: { optimizePackageImports: ["radix-ui", "recharts"] },
  // Types are checked once, by `pnpm verify`; a first start should not wait for them again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: path.join(import.meta.dirname, "../..") },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
