"use client";

import { Button } from "@tollgate/ui/button";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { BrandMark } from "./brand-mark.tsx";
import { continuePath } from "./next-path.ts";

export type IdentityService = "github" | "google";

export const SERVICE_NAMES: Readonly<Record<IdentityService, string>> = { github: "GitHub", google: "Google" };

/** Ways in with an account at another service. */
export function IdentityDoors({ nextPath, services }: { nextPath: string; services: readonly IdentityService[] }) {
  const [leaving, setLeaving] = useState<IdentityService>();
  return services.map((service) => (
    <Button
      key={service}
      wide
      className="h-10"
      busy={leaving === service}
      onClick={() => {
        setLeaving(service);
        void signIn(service, { callbackUrl: continuePath(nextPath) }).catch(() => setLeaving(undefined));
      }}
    >
      <BrandMark service={service} /> Continue with {SERVICE_NAMES[service]}
    </Button>
  ));
}
