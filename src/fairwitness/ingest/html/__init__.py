"""Pages: what a reader would see of them, which part is the article, and what they state."""
