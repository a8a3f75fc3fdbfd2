"""One small form for each verb on a case. All carry the version that the person has read."""
