import { notFound } from "next/navigation";
import { connection } from "next/server";
import { DataSpecimens } from "../../design/data-specimens.tsx";
import { FormSpecimens } from "../../design/form-specimens.tsx";
import { StateSpecimens } from "../../design/state-specimens.tsx";
import { showsDesignGallery } from "../../env.ts";
import { Shell } from "../../shell/shell.tsx";

/** Every component in its states, inside the real shell. For those who work on the console. */
export default async function DesignPage() {
  await connection();
  if (!showsDesignGallery()) notFound();
  return (
    <Shell
      viewer={{
        user: { id: "usr_gallery", name: "Specimen Person", email: "specimen@example.test" },
        workspaces: [
          { id: "wsp_1", slug: "specimen", name: "Specimen workspace", role: "owner" },
          { id: "wsp_2", slug: "other", name: "Other workspace", role: "member" },
        ],
        duties: ["finance", "operator"],
        secondFactorDue: false,
      }}
    >
      <div className="flex flex-col gap-12">
        <DataSpecimens />
        <FormSpecimens />
        <StateSpecimens />
      </div>
    </Shell>
  );
}
