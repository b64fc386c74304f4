CREATE INDEX posts_title_trgm_idx ON posts USING gin (title gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX posts_content_trgm_idx ON posts USING gin (content gin_trgm_ops) WITH (fastupdate = off);
