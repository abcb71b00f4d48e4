-- What builders see of their app's traffic: its calls by customer, and its part of the usage roll-up. Partial, since most calls go through no app.
CREATE INDEX call_app_id_workspace_id_id_idx ON call (app_id, workspace_id, id) WHERE app_id IS NOT NULL;
CREATE INDEX usage_day_app_id_day_idx ON usage_day (app_id, day) WHERE app_id <> '';
