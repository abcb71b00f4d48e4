-- Adjustments and refunds of calls move money by their own functions alone, and whether a second person has to agree is derived here from a
-- stored setting: neither is left to the program that asks.

-- From which amount a refund of a call needs a second person. Append-only: the newest version is in force. Nobody signs in to change it.
CREATE TABLE "refund_settings_version" (
    "version" INTEGER NOT NULL,
    "second_person_above_nano" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "refund_settings_version_pkey" PRIMARY KEY ("version")
);
ALTER TABLE refund_settings_version ADD CONSTRAINT refund_settings_in_range CHECK (version > 0 AND second_person_above_nano >= 0);
CREATE TRIGGER refund_settings_version_append_only BEFORE UPDATE OR DELETE ON refund_settings_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refund_settings_version_no_truncate BEFORE TRUNCATE ON refund_settings_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO refund_settings_version (version, second_person_above_nano, note) VALUES (1, 25000000000, 'The first settings: 25 USD.');

-- Whether this much more of a call may be refunded by one person: what was refunded of it before counts, so that parts do not slip under.
CREATE FUNCTION refund_needs_second(p_call_id uuid, p_amount bigint) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT p_amount + coalesce((SELECT sum(paid_nano + promotional_nano) FROM call_refund WHERE call_id = p_call_id), 0)
    > (SELECT second_person_above_nano FROM refund_settings_version ORDER BY version DESC LIMIT 1)
$$;

-- What is asked for is held against the rules before it is kept: who may ask, and whether one person is enough.
CREATE FUNCTION check_correction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = NEW.requested_by_id
      AND (u.platform_role = 'finance' OR (u.platform_role = 'operator' AND NEW.kind = 'call_refund'))) THEN
    RAISE EXCEPTION 'a correction is not for % to ask for', NEW.requested_by_id USING ERRCODE = 'TG015';
  END IF;
  NEW.needs_second := NEW.kind <> 'call_refund' OR refund_needs_second(NEW.call_id, NEW.amount_nano);
  RETURN NEW;
END $$;
CREATE TRIGGER correction_is_checked BEFORE INSERT ON correction FOR EACH ROW EXECUTE FUNCTION check_correction();

-- As before; a refund that one person asked for is looked at once more under the lock of its call, since others may have been refunded between.
CREATE OR REPLACE FUNCTION decide_correction(p_id text, p_decided_by text, p_approve boolean, p_note text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  asked correction%ROWTYPE;
  posted uuid;
BEGIN
  SELECT * INTO asked FROM correction WHERE id = p_id FOR UPDATE;
  IF asked.id IS NULL THEN
    RAISE EXCEPTION 'correction % does not exist', p_id USING ERRCODE = 'TG014';
  END IF;
  IF asked.status <> 'requested' THEN
    RETURN asked.status;
  END IF;
  IF p_approve AND asked.kind = 'call_refund' THEN
    PERFORM 1 FROM call WHERE id = asked.call_id FOR UPDATE;
    asked.needs_second := asked.needs_second OR refund_needs_second(asked.call_id, asked.amount_nano);
  END IF;
  IF asked.needs_second AND p_decided_by = asked.requested_by_id THEN
    RAISE EXCEPTION 'correction % needs a second person', p_id USING ERRCODE = 'TG015';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = p_decided_by
      AND (u.platform_role = 'finance' OR (u.platform_role = 'operator' AND asked.kind = 'call_refund' AND NOT asked.needs_second))) THEN
    RAISE EXCEPTION 'correction % is not for % to decide', p_id, p_decided_by USING ERRCODE = 'TG015';
  END IF;
  IF p_approve AND asked.kind = 'call_refund' THEN
    posted := refund_call(asked.id, asked.call_id, asked.amount_nano, asked.reason);
  ELSIF p_approve THEN
    SELECT w.journal_id INTO posted FROM write_journal('adjustment', 'correction:' || asked.id,
      sha256(convert_to(asked.id, 'UTF8')), clock_timestamp(), asked.reason, NULL,
      ARRAY[asked.account_type, asked.counter_type], ARRAY[asked.owner, 'platform'], ARRAY[asked.amount_nano, -asked.amount_nano]) w;
  END IF;
  UPDATE correction SET status = CASE WHEN p_approve THEN 'posted' ELSE 'rejected' END, decided_by_id = p_decided_by,
    decided_at = clock_timestamp(), decision_note = p_note, journal_id = posted WHERE id = p_id;
  RETURN CASE WHEN p_approve THEN 'posted' ELSE 'rejected' END;
END $$;

-- Books that a call, recorded with one end, is paid like the end that came after it. Only once an operator has decided so about the event in
-- quarantine, between the parties of the call or of that end, and for no more than was charged, held or told; once per call.
CREATE FUNCTION book_call_difference(p_call_id uuid, p_memo text, p_types text[], p_owners text[], p_amounts bigint[]) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  billed call%ROWTYPE;
  later quarantined_call%ROWTYPE;
  most bigint;
  posted uuid;
BEGIN
  SELECT q.* INTO later FROM quarantined_call q JOIN "user" u ON u.id = q.resolved_by_id AND u.platform_role = 'operator'
    WHERE q.id = p_call_id AND q.resolution = 'difference_booked';
  SELECT * INTO billed FROM call WHERE id = p_call_id;
  IF later.id IS NULL OR billed.id IS NULL THEN
    RAISE EXCEPTION 'no operator has decided to book the difference of call %', p_call_id USING ERRCODE = 'TG016';
  END IF;
  most := greatest(billed.charge_nano, billed.hold_nano, (later.event #>> '{legs,cost}')::bigint + (later.event #>> '{legs,fee}')::bigint
    + (later.event #>> '{legs,surcharge}')::bigint);
  IF EXISTS (SELECT 1 FROM unnest(p_types, p_owners, p_amounts) p(type, owner, amount) WHERE abs(p.amount) > most OR NOT coalesce(
      (p.type = 'customer_credit' AND p.owner = billed.workspace_id)
      OR (p.type = 'provider_payable' AND p.owner IN (billed.provider_workspace_id, later.event ->> 'payee'))
      OR (p.type = 'builder_payable' AND p.owner IN (billed.builder_workspace_id, later.event ->> 'builder'))
      OR (p.type = 'platform_fee_revenue' AND p.owner = 'platform'), false)) THEN
    RAISE EXCEPTION 'the difference of call % goes to somebody else, or beyond what it can be', p_call_id USING ERRCODE = 'TG016';
  END IF;
  SELECT w.journal_id INTO posted FROM write_journal('adjustment', format('call:%s:difference', p_call_id),
    sha256(convert_to(concat_ws(E'\n', p_call_id, p_types, p_owners, p_amounts), 'UTF8')), clock_timestamp(), p_memo, NULL,
    p_types, p_owners, p_amounts) w;
  RETURN posted;
END $$;

-- Adjustments, reversals and settlements have functions that know what they rest on; the general one does not take them.
CREATE OR REPLACE FUNCTION post_journal(
  p_kind text, p_key text, p_request_hash bytea, p_event_at timestamptz, p_memo text, p_reverses uuid,
  p_types text[], p_owners text[], p_amounts bigint[],
  OUT journal_id uuid, OUT created boolean
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_kind IN ('adjustment', 'call_reversal', 'call_settlement', 'write_off') THEN
    RAISE EXCEPTION 'a journal of kind % is posted by its own function alone', p_kind USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF 'customer_promotional_credit' = ANY (p_types) THEN
    RAISE EXCEPTION 'promotional credit moves only together with its lots' USING ERRCODE = 'check_violation';
  END IF;
  SELECT w.journal_id, w.created INTO journal_id, created
    FROM write_journal(p_kind, p_key, p_request_hash, p_event_at, p_memo, p_reverses, p_types, p_owners, p_amounts) w;
END $$;

REVOKE ALL ON FUNCTION refund_needs_second, check_correction, book_call_difference FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refund_needs_second, book_call_difference TO tollgate_app;
