-- A refund that failed is tried again as another refund, once.
ALTER TABLE refund ADD COLUMN retry_of TEXT REFERENCES refund (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX refund_retry_of_key ON refund (retry_of);
CREATE INDEX refund_created_at_idx ON refund (created_at);
