"use client";

import { Button } from "@tollgate/ui/button";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { BrandMark } from "./brand-mark.tsx";
import { type IdentityService, SERVICE_NAMES } from "./identity-services.ts";
import { continuePath } from "./next-path.ts";

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
