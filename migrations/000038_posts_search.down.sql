DROP INDEX posts_search_idx, posts_unindexed_idx;
