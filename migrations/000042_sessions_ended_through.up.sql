COMMENT ON COLUMN users.sessions_ended_through IS
    'The highest id of a session that has ended. Tokens of sessions up to this id are refused unless the session is still alive';
