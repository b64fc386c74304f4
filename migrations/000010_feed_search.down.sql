DROP FUNCTION feed_search_oldest, feed_search_newest, feed_walk_oldest, feed_walk_newest, feed_match_oldest, feed_match_newest;
