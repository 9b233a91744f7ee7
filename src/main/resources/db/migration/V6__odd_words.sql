-- A word that begins with no letter and no digit leaves no trigram of its beginning, so a short one cannot be searched for by
-- them. Few users have such a word: this index holds them alone. ListStatement says the same condition.
CREATE INDEX user_view_1_odd_words ON user_view_1 (status)
  WHERE status <> 'deleted' AND search ~ ' [^[:alnum:]]';
