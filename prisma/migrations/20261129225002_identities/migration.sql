-- Accounts at other services that a person signs in with.
CREATE TABLE "identity" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),

    CONSTRAINT "identity_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "identity_provider" CHECK (provider IN ('github', 'google')),
    CONSTRAINT "identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "identity_provider_subject_key" ON "identity" ("provider", "subject");
CREATE UNIQUE INDEX "identity_user_id_provider_key" ON "identity" ("user_id", "provider");
GRANT SELECT, INSERT, DELETE ON identity TO tollgate_app;
-- Whose account it is and which never changes: another one is another row.
GRANT UPDATE (label, last_used_at) ON identity TO tollgate_app;
