-- The index of words and tags leaves the write of a post: its trigrams cost more than all
-- else that a new post writes. A sweep indexes new posts in batches, by setting this
-- column. Until then a search reads them by time: see feed_matches.
--
-- The posts that exist count as not indexed, so that no lock is held while they are
-- indexed. The sweeps index them, the newest first. Searches for rare words take more
-- pages meanwhile.
ALTER TABLE posts ADD COLUMN indexed boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN posts.indexed IS 'Whether posts_search_idx has the post. A sweep sets it. Imported posts have it from the start';
