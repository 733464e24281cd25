"""PDF files: lines from pages (in a process of their own), then paragraphs from lines."""
