"""Plans of provinces: their baseline, what is undertaken, and what would come of more."""
