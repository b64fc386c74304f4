-- The words and tags of indexed posts, and all other posts by time.
CREATE INDEX posts_search_idx ON posts USING gin (post_text(title, content, folded) gin_trgm_ops, tags)
    WHERE indexed;
CREATE INDEX posts_unindexed_idx ON posts (created_at DESC, id DESC) WHERE NOT indexed;
