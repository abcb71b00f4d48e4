-- From which amount on a payee's country asks for a tax form: data, because laws change by year.
CREATE TABLE "tax_threshold" (
    "country" TEXT NOT NULL,
    "from_year" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "threshold_nano" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    CONSTRAINT "tax_threshold_pkey" PRIMARY KEY ("country", "from_year")
);
ALTER TABLE tax_threshold ADD CONSTRAINT tax_threshold_not_negative CHECK (threshold_nano >= 0);
INSERT INTO tax_threshold (country, from_year, form, threshold_nano, source) VALUES
  ('US', 2000, '1099-NEC', 600000000000, 'Internal Revenue Code, section 6041(a)'),
  ('US', 2026, '1099-NEC', 2000000000000, 'Public Law 119-21, section 70433');
GRANT SELECT ON tax_threshold TO tollgate_app;

-- Serves reports of all workspaces by day; the primary key serves one workspace.
CREATE INDEX "usage_day_day_idx" ON "usage_day"("day");
