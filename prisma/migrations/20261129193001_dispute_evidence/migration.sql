-- What finance says to a bank about a dispute, exactly as it is sent. Kept for good.
CREATE TABLE dispute_evidence (
  id TEXT PRIMARY KEY,
  dispute_id TEXT NOT NULL REFERENCES dispute (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  statement TEXT NOT NULL,
  pdf BYTEA NOT NULL,
  sha256 TEXT NOT NULL,
  prepared_by_id TEXT NOT NULL,
  prepared_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT dispute_evidence_hash CHECK (sha256 = encode(sha256(pdf), 'hex'))
);
CREATE INDEX dispute_evidence_dispute_id_prepared_at_idx ON dispute_evidence (dispute_id, prepared_at);
CREATE TRIGGER dispute_evidence_append_only BEFORE UPDATE OR DELETE ON dispute_evidence
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dispute_evidence_no_truncate BEFORE TRUNCATE ON dispute_evidence
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE dispute ADD COLUMN evidence_id TEXT REFERENCES dispute_evidence (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX dispute_evidence_id_key ON dispute (evidence_id);
CREATE INDEX dispute_opened_at_idx ON dispute (opened_at);
GRANT SELECT, INSERT ON dispute_evidence TO tollgate_app;
