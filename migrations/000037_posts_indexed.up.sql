-- A new post is no longer indexed by words and tags when it is written: its trigrams cost
-- more than everything else that it writes. A sweep indexes new posts in batches, by
-- setting this column. Until then a search reads them by time: see feed_matches.
--
-- Existing posts count as not indexed, so that no lock is held while they are indexed.
-- The sweeps index them, the newest first. Searches for rare words take more pages
-- meanwhile.
ALTER TABLE posts ADD COLUMN indexed boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN posts.indexed IS 'Whether posts_search_idx has the post. A sweep sets it. Imported posts have it from the start';
