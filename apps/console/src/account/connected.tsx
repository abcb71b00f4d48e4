import { Notice } from "@tollgate/ui/notice";
import { SERVICE_NAMES } from "../access/identity-services.ts";

type Props = { connected?: string | string[]; taken?: string | string[] };

/** What became of connecting another service, to whoever has just come back from it. */
export function Connected({ connected, taken }: Props) {
  const service = connected ?? taken;
  if (service !== "github" && service !== "google") return null;
  const name = SERVICE_NAMES[service];
  return (
    <div className="mb-4">
      {connected ? (
        <Notice tone="positive">{name} is connected: it signs you in from now on.</Notice>
      ) : (
        <Notice tone="critical">
          That {name} account was not connected: it signs somebody else in, or you have another one of {name} connected.
        </Notice>
      )}
    </div>
  );
}
