-- The public halves of every key that ever signed receipts: what was signed stays verifiable after its key left the ring.
CREATE TABLE "receipt_key" (
    "kid" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retires_at" TIMESTAMPTZ(6),

    CONSTRAINT "receipt_key_pkey" PRIMARY KEY ("kid")
);
ALTER TABLE receipt_key ADD CONSTRAINT receipt_key_form CHECK (
  kid ~ '^[A-Za-z0-9_.-]{1,64}$' AND public_key ~ '^[A-Za-z0-9_-]{43}$' AND retires_at >= published_at);

-- A key's id and bytes are forever; only the moment it stops signing is learned later.
CREATE TRIGGER receipt_key_append_only BEFORE DELETE OR UPDATE OF kid, public_key, published_at ON receipt_key
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipt_key_no_truncate BEFORE TRUNCATE ON receipt_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT ON receipt_key TO tollgate_app;
GRANT UPDATE (retires_at) ON receipt_key TO tollgate_app;
