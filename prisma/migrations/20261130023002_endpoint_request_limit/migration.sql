-- How many calls a minute an endpoint bears, as its provider says; more are sent elsewhere.
ALTER TABLE endpoint ADD COLUMN requests_per_minute integer;
ALTER TABLE endpoint ADD CONSTRAINT endpoint_requests_per_minute CHECK (requests_per_minute > 0);
