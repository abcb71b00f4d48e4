-- Keys that the playground makes for a person's session are told apart from the keys people make.
CREATE TYPE "key_purpose" AS ENUM ('standard', 'playground');
ALTER TABLE "api_key" ADD COLUMN "purpose" "key_purpose" NOT NULL DEFAULT 'standard';
