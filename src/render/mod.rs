//! Rendering turns hits and lists into text, JSON, CSV or Markdown, into a writer that the caller owns.
