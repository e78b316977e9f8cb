"""Chinese has no spaces: every pair of neighbouring characters becomes a word of the index."""

from django.db import migrations

GRAMS = """
CREATE FUNCTION zh_grams(said text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  letters text[];
  pairs text[] := '{}';
  many int;
BEGIN
  letters := string_to_array(translate(lower(said),
    E' \\t\\n\\r　，。、；：？！“”‘’（）《》【】…—·,.;:?!()"''\\\\', ''), NULL);
  many := coalesce(array_length(letters, 1), 0);
  FOR i IN 1 .. many - 1 LOOP
    pairs[i] := letters[i] || letters[i + 1];
  END LOOP;
  IF many > 0 THEN
    pairs[many] := letters[many];  -- so that the last character can be found alone, too
  END IF;
  RETURN pairs;
END $$;
"""
# One character: whatever begins with it. More: every pair. Only marks: NULL, which finds nothing.
ASKED = """
CREATE FUNCTION zh_asked(said text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  pairs text[] := zh_grams(said);
  many int := coalesce(array_length(pairs, 1), 0);
BEGIN
  IF many = 0 THEN
    RETURN NULL;
  ELSIF many = 1 THEN
    RETURN (quote_literal(pairs[1]) || ':*')::tsquery;
  END IF;
  RETURN (SELECT string_agg(quote_literal(one), ' & ') FROM unnest(pairs[: many - 1]) one)::tsquery;
END $$;
"""
# Made by PostgreSQL from the row itself, so no import and no update can forget it; empty before the
# release. No field of the model: nobody reads it, projects.queries.search only asks it.
COLUMN = """
ALTER TABLE projects_project ADD COLUMN told_grams tsvector GENERATED ALWAYS AS (
  CASE WHEN released_at IS NOT NULL
       THEN array_to_tsvector(zh_grams(public_title || ' ' || public_need)) END
) STORED;
CREATE INDEX project_told ON projects_project USING gin (told_grams);
"""
FORGET = """
ALTER TABLE projects_project DROP COLUMN told_grams;
DROP FUNCTION zh_asked(text);
DROP FUNCTION zh_grams(text);
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_facts_are_append_only")]

    operations = [migrations.RunSQL(GRAMS + ASKED + COLUMN, FORGET)]
