-- A price for a bucket that a price version forgot, bound to exactly that version. Versions themselves never change, and a correction can
-- only add what is missing: a price that was agreed stays as it was.
CREATE TABLE "price_correction" (
    "price_version_id" TEXT NOT NULL,
    "bucket" TEXT NOT NULL,
    "price_nano" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_correction_pkey" PRIMARY KEY ("price_version_id", "bucket")
);
ALTER TABLE "price_correction" ADD CONSTRAINT "price_correction_price_version_id_fkey"
  FOREIGN KEY ("price_version_id") REFERENCES "price_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE price_correction ADD CONSTRAINT price_correction_form CHECK (
  price_nano BETWEEN 0 AND 999999999999999999 AND bucket ~ '^[a-z0-9_]+$' AND length(trim(reason)) > 0);

CREATE FUNCTION check_price_correction() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM price_version v WHERE v.id = NEW.price_version_id AND v.prices ? NEW.bucket) THEN
    RAISE EXCEPTION 'price version % has a price for % already', NEW.price_version_id, NEW.bucket USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER price_correction_adds_only BEFORE INSERT ON price_correction FOR EACH ROW EXECUTE FUNCTION check_price_correction();
CREATE TRIGGER price_correction_append_only BEFORE UPDATE OR DELETE ON price_correction FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER price_correction_no_truncate BEFORE TRUNCATE ON price_correction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT ON price_correction TO tollgate_app;
