-- Somebody who has lost their authenticator app and their recovery codes asks an operator to take it off their account.
CREATE TABLE "recovery_request" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "ip" TEXT,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "decision" TEXT,
    "decided_at" TIMESTAMPTZ(6),
    "decided_by_id" TEXT,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "recovery_request_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "recovery_request_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "recovery_request_decision" CHECK (decision IN ('approved', 'rejected', 'withdrawn')),
    CONSTRAINT "recovery_request_decided" CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by_id IS NULL)),
    -- Nobody lets themselves in: only withdrawing is one's own deed, and it is nobody else's.
    CONSTRAINT "recovery_request_second_person" CHECK (decision IS NULL OR (decision = 'withdrawn') = (decided_by_id = user_id)),
    CONSTRAINT "recovery_request_ends" CHECK (expires_at > created_at)
);
-- One open request of a person.
CREATE UNIQUE INDEX "recovery_request_open" ON "recovery_request" ("user_id") WHERE decision IS NULL;
CREATE INDEX "recovery_request_created_at_idx" ON "recovery_request" ("created_at");
GRANT SELECT, INSERT ON recovery_request TO tollgate_app;
GRANT UPDATE (decision, decided_at, decided_by_id, note) ON recovery_request TO tollgate_app;

-- What was decided stays decided.
CREATE FUNCTION keep_recoveries_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.decision IS NOT NULL THEN
    RAISE EXCEPTION 'recovery request % is decided', OLD.id USING ERRCODE = 'TG095';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION keep_recoveries_decided FROM PUBLIC;
CREATE TRIGGER recovery_request_stays_decided BEFORE UPDATE ON recovery_request FOR EACH ROW EXECUTE FUNCTION keep_recoveries_decided();
CREATE TRIGGER recovery_request_never_deleted BEFORE DELETE ON recovery_request FOR EACH ROW EXECUTE FUNCTION refuse_change();
