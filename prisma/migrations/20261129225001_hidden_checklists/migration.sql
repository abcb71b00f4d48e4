-- Which checklists of the first days a person has put away, in which workspace. What is done in them is never stored: it is read from what is there.
CREATE TABLE "hidden_checklist" (
    "user_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "track" TEXT NOT NULL,
    "hidden_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hidden_checklist_pkey" PRIMARY KEY ("user_id", "workspace_id", "track"),
    CONSTRAINT "hidden_checklist_track" CHECK (track IN ('customer', 'builder', 'provider')),
    CONSTRAINT "hidden_checklist_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "hidden_checklist_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
GRANT SELECT, INSERT, DELETE ON hidden_checklist TO tollgate_app;
