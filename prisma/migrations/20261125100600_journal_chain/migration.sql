-- A hash chain over journals. Posting only notes the journal in journal_pending, in its own transaction, so that nothing is serialised and
-- nothing can be skipped: a pending row becomes visible exactly when its journal does. One job at a time turns pending rows into links.
CREATE TABLE "journal_pending" (
    "journal_id" UUID NOT NULL,

    CONSTRAINT "journal_pending_pkey" PRIMARY KEY ("journal_id")
);
CREATE TABLE "journal_link" (
    "position" BIGINT NOT NULL,
    "journal_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "linked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "journal_link_pkey" PRIMARY KEY ("position")
);
CREATE UNIQUE INDEX "journal_link_journal_id_key" ON "journal_link"("journal_id");
ALTER TABLE journal_link ADD CONSTRAINT journal_link_form CHECK (position > 0 AND octet_length(hash) = 32);
CREATE TRIGGER journal_link_append_only BEFORE UPDATE OR DELETE ON journal_link FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_link_no_truncate BEFORE TRUNCATE ON journal_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION note_journals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO journal_pending (journal_id) SELECT id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER journals_are_noted AFTER INSERT ON journal
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_journals();
INSERT INTO journal_pending (journal_id) SELECT id FROM journal;

CREATE FUNCTION epoch_micros(at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (extract(epoch FROM at) * 1000000)::bigint
$$;

-- A journal with its entries as the chain hashes it: one line for the journal, one per entry in account order, free text as JSON.
CREATE FUNCTION journal_content(p_journal_id uuid) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT concat_ws(' ', j.id, j.kind, to_json(j.idempotency_key), encode(j.request_hash, 'hex'), j.period, epoch_micros(j.event_at),
      epoch_micros(j.booked_at), j.entry_count, coalesce(j.reverses::text, '-'), to_json(j.memo))
    || coalesce((SELECT string_agg(E'\n' || concat_ws(' ', a.type, to_json(a.owner), a.currency, e.amount_nano, e.balance_after), '' ORDER BY e.account_id)
          FROM entry e JOIN ledger_account a ON a.id = e.account_id WHERE e.journal_id = j.id), '')
    FROM journal j WHERE j.id = p_journal_id
$$;

-- Link n is SHA-256 of link n − 1 and journal n; link 0 is 32 zero bytes.
CREATE FUNCTION next_link(previous bytea, content text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to(content, 'UTF8'))
$$;

-- Links up to p_limit pending journals, oldest booking first, and returns how many. Callers wait for each other, postings for nobody.
CREATE FUNCTION extend_journal_chain(p_limit integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head record;
  place bigint := 0;
  link bytea := decode(repeat('00', 32), 'hex');
  linked uuid[] := '{}';
  pending record;
BEGIN
  PERFORM pg_advisory_xact_lock(7236450918);
  SELECT l.position, l.hash INTO head FROM journal_link l ORDER BY l.position DESC LIMIT 1;
  IF FOUND THEN
    place := head.position;
    link := head.hash;
  END IF;
  FOR pending IN
    SELECT p.journal_id, journal_content(p.journal_id) AS content
      FROM (SELECT q.journal_id FROM journal_pending q JOIN journal j ON j.id = q.journal_id
              ORDER BY j.booked_at, j.id LIMIT p_limit) p
  LOOP
    place := place + 1;
    link := next_link(link, pending.content);
    INSERT INTO journal_link (position, journal_id, hash) VALUES (place, pending.journal_id, link);
    linked := linked || pending.journal_id;
  END LOOP;
  DELETE FROM journal_pending WHERE journal_id = ANY (linked);
  RETURN cardinality(linked);
END $$;

-- Computes the links after a position anew. Returns how many were looked at and the first that differs, if any: by its hash, by a journal
-- that is gone, or by a gap in the positions.
CREATE FUNCTION verify_journal_chain(p_after bigint, OUT checked bigint, OUT broken_at bigint)
  LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  link bytea := decode(repeat('00', 32), 'hex');
  place bigint := p_after;
  stored record;
BEGIN
  checked := 0;
  IF p_after > 0 THEN
    SELECT l.hash INTO link FROM journal_link l WHERE l.position = p_after;
    IF NOT FOUND THEN
      broken_at := p_after;
      RETURN;
    END IF;
  END IF;
  FOR stored IN
    SELECT l.position, l.hash, journal_content(l.journal_id) AS content FROM journal_link l WHERE l.position > p_after ORDER BY l.position
  LOOP
    place := place + 1;
    IF stored.position <> place OR stored.hash IS DISTINCT FROM next_link(link, stored.content) THEN
      broken_at := place;
      RETURN;
    END IF;
    link := stored.hash;
    checked := checked + 1;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION extend_journal_chain FROM PUBLIC;
GRANT EXECUTE ON FUNCTION extend_journal_chain TO tollgate_app;
