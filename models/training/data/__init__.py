"""Made-up lives to train on: lexicons, what may be told and asked, and the examples built of both. No line of it is anybody's."""
