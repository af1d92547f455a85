"""Who says so, on whose word, and who disputes it: every claim in the news, traced to the sentence."""
